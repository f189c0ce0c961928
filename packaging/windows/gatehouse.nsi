; Installer for Windows, for the person who runs it: no administrator is asked.
;
; Written, not tested: there was no Windows. The script compiles with makensis 3.08; what it makes
; was never run. How to make it stands in README.md beside this file.
Unicode true
!include "MUI2.nsh"

!ifndef VERSION
  !error "Say the version: makensis -DVERSION=0.1.0 ..."
!endif
!ifndef PROGRAM
  !define PROGRAM "..\..\target\release\gatehouse.exe"
!endif
!ifndef WINDOWED
  !define WINDOWED "..\..\target\release\gatehousew.exe"
!endif
!ifndef OUTPUT
  !define OUTPUT "gatehouse-${VERSION}-setup.exe"
!endif
!define UNINSTALL "Software\Microsoft\Windows\CurrentVersion\Uninstall\Gatehouse"

Name "Gatehouse"
OutFile "${OUTPUT}"
RequestExecutionLevel user
InstallDir "$LOCALAPPDATA\Programs\Gatehouse"
InstallDirRegKey HKCU "Software\Gatehouse" "InstallDir"
SetCompressor /SOLID lzma
VIProductVersion "${VERSION}.0"
VIAddVersionKey "ProductName" "Gatehouse"
VIAddVersionKey "FileDescription" "Installer of Gatehouse"
VIAddVersionKey "FileVersion" "${VERSION}"
VIAddVersionKey "LegalCopyright" "2026 The Gatehouse authors"

!define MUI_ICON "..\..\assets\icons\gatehouse.ico"
!define MUI_UNICON "..\..\assets\icons\gatehouse.ico"
; The same program without a console: it is what the start menu starts.
!define MUI_FINISHPAGE_RUN "$INSTDIR\gatehousew.exe"
!insertmacro MUI_PAGE_WELCOME
!insertmacro MUI_PAGE_LICENSE "..\..\LICENSE-MIT"
!insertmacro MUI_PAGE_DIRECTORY
!insertmacro MUI_PAGE_INSTFILES
!insertmacro MUI_PAGE_FINISH
!insertmacro MUI_UNPAGE_CONFIRM
!insertmacro MUI_UNPAGE_INSTFILES
!insertmacro MUI_LANGUAGE "English"

Section "Gatehouse"
  SetOutPath "$INSTDIR"
  File "/oname=gatehouse.exe" "${PROGRAM}"
  File "/oname=gatehousew.exe" "${WINDOWED}"
  File "..\..\assets\icons\gatehouse.ico"
  File "..\..\LICENSE-MIT"
  File "..\..\LICENSE-APACHE"
  CreateShortcut "$SMPROGRAMS\Gatehouse.lnk" "$INSTDIR\gatehousew.exe" "" "$INSTDIR\gatehouse.ico"
  CreateShortcut "$SMPROGRAMS\Gatehouse (practice account).lnk" "$INSTDIR\gatehousew.exe" \
    "--sandbox" "$INSTDIR\gatehouse.ico"
  WriteRegStr HKCU "Software\Gatehouse" "InstallDir" "$INSTDIR"
  WriteUninstaller "$INSTDIR\uninstall.exe"
  WriteRegStr HKCU "${UNINSTALL}" "DisplayName" "Gatehouse"
  WriteRegStr HKCU "${UNINSTALL}" "DisplayVersion" "${VERSION}"
  WriteRegStr HKCU "${UNINSTALL}" "DisplayIcon" "$INSTDIR\gatehouse.ico"
  WriteRegStr HKCU "${UNINSTALL}" "Publisher" "The Gatehouse authors"
  WriteRegStr HKCU "${UNINSTALL}" "UninstallString" '"$INSTDIR\uninstall.exe"'
  WriteRegStr HKCU "${UNINSTALL}" "QuietUninstallString" '"$INSTDIR\uninstall.exe" /S'
  WriteRegDWORD HKCU "${UNINSTALL}" "NoModify" 1
  WriteRegDWORD HKCU "${UNINSTALL}" "NoRepair" 1
SectionEnd

; What the person kept (%APPDATA%\Gatehouse) and the keys in the Credential Manager stay.
Section "Uninstall"
  Delete "$SMPROGRAMS\Gatehouse.lnk"
  Delete "$SMPROGRAMS\Gatehouse (practice account).lnk"
  Delete "$INSTDIR\gatehouse.exe"
  Delete "$INSTDIR\gatehousew.exe"
  Delete "$INSTDIR\gatehouse.ico"
  Delete "$INSTDIR\LICENSE-MIT"
  Delete "$INSTDIR\LICENSE-APACHE"
  Delete "$INSTDIR\uninstall.exe"
  RMDir "$INSTDIR"
  DeleteRegKey HKCU "${UNINSTALL}"
  DeleteRegKey HKCU "Software\Gatehouse"
SectionEnd
