//! Reading the cache. Rows come in the order in which they were read from Wix; rows that only an
//! earlier reading told stand behind.

use super::item::Item;
use super::set::{CONTRIBUTORS, LOCATIONS};
use super::{Cache, DatasetMeta, Set};
use crate::access::{
    Account, AccountId, ChildAccount, Contributor, Folder, Location, MemberAbout, MemberHeld,
    MemberId, Role, Site, SiteId, Team, TeamMember, UserId, UserMember,
};
use crate::store::StoreError;
use crate::store::db::{from_json, maybe_time, time};
use rusqlite::{Connection, OptionalExtension as _, params};
use std::collections::BTreeMap;
use std::sync::Arc;

/// Rows by site, each with the state of its reading.
pub type BySite<T> = BTreeMap<SiteId, (Vec<T>, DatasetMeta)>;

/// State of a data set; `None` if it was never read.
pub(super) fn meta(conn: &Connection, name: &str) -> rusqlite::Result<Option<DatasetMeta>> {
    let found = conn
        .prepare_cached(
            "SELECT read_at, complete, last_complete, pages, note,
             (SELECT count(*) FROM item WHERE dataset = ?1)
             FROM dataset WHERE name = ?1 AND read_at IS NOT NULL",
        )?
        .query_row([name], |r| {
            Ok(DatasetMeta {
                name: name.to_owned(),
                read_at: time(r.get_ref(0)?.as_str()?)?,
                complete: r.get(1)?,
                last_complete: maybe_time(r.get_ref(2)?.as_str_or_null()?)?,
                pages: r.get(3)?,
                note: r.get(4)?,
                rows: r.get::<_, i64>(5)?.unsigned_abs(),
            })
        });
    found.optional()
}

fn load<T: Item, U>(
    conn: &Connection,
    name: &str,
    wrap: impl Fn(T) -> U,
) -> rusqlite::Result<Vec<U>> {
    let mut query = conn.prepare_cached(
        "SELECT body FROM item WHERE dataset = ?1 AND kind = ?2 ORDER BY seen DESC, place, id",
    )?;
    let mut rows = query.query(params![name, T::KIND])?;
    let mut found = Vec::new();
    while let Some(row) = rows.next()? {
        let text = row.get_ref(0)?.as_str()?;
        found.push(wrap(from_json(text)?));
    }
    Ok(found)
}

impl Cache {
    /// State of a data set; `None` if it was never read.
    ///
    /// # Errors
    /// What the disk said.
    pub fn meta<P: ?Sized>(&self, set: &Set<P>) -> Result<Option<DatasetMeta>, StoreError> {
        self.db.run(|conn| meta(conn, set.name()))
    }

    /// Members and account invites.
    ///
    /// # Errors
    /// What the disk said, or [`StoreError::Content`] for a row that cannot be read.
    pub fn team(&self) -> Result<(Team, Option<DatasetMeta>), StoreError> {
        self.db.read(|conn| {
            let set = Set::<Team>::team();
            let team = Team {
                members: load(conn, set.name(), Arc::new)?,
                invites: load(conn, set.name(), Arc::new)?,
            };
            Ok((team, meta(conn, set.name())?))
        })
    }

    /// Roles with titles in this locale.
    ///
    /// # Errors
    /// As [`Cache::team`].
    pub fn roles(&self, locale: &str) -> Result<(Vec<Role>, Option<DatasetMeta>), StoreError> {
        self.list(&Set::roles(locale))
    }

    /// Sites of the account.
    ///
    /// # Errors
    /// As [`Cache::team`].
    pub fn sites(&self) -> Result<(Vec<Site>, Option<DatasetMeta>), StoreError> {
        self.list(&Set::sites())
    }

    /// Folders of sites.
    ///
    /// # Errors
    /// As [`Cache::team`].
    pub fn folders(&self) -> Result<(Vec<Folder>, Option<DatasetMeta>), StoreError> {
        self.list(&Set::folders())
    }

    /// What a member tells about itself, as it was read last.
    ///
    /// # Errors
    /// As [`Cache::team`].
    pub fn about(
        &self,
        site: &SiteId,
        member: &MemberId,
    ) -> Result<(Option<MemberAbout>, Option<DatasetMeta>), StoreError> {
        let (all, meta) = self.list(&Set::about(site, member))?;
        Ok((all.into_iter().next(), meta))
    }

    /// What a member holds, as it was read last.
    ///
    /// # Errors
    /// As [`Cache::team`].
    pub fn held(
        &self,
        site: &SiteId,
        member: &MemberId,
    ) -> Result<(Option<MemberHeld>, Option<DatasetMeta>), StoreError> {
        let (all, meta) = self.list(&Set::held(site, member))?;
        Ok((all.into_iter().next(), meta))
    }

    /// Members of a site who are Wix users.
    ///
    /// # Errors
    /// As [`Cache::team`].
    pub fn user_members(
        &self,
        site: &SiteId,
    ) -> Result<(Vec<UserMember>, Option<DatasetMeta>), StoreError> {
        self.list(&Set::user_members(site))
    }

    /// Accounts below this one.
    ///
    /// # Errors
    /// As [`Cache::team`].
    pub fn children(&self) -> Result<(Vec<ChildAccount>, Option<DatasetMeta>), StoreError> {
        self.list(&Set::children())
    }

    /// The account itself.
    ///
    /// # Errors
    /// As [`Cache::team`].
    pub fn account(&self) -> Result<(Option<Account>, Option<DatasetMeta>), StoreError> {
        self.db.read(|conn| {
            let set = Set::<Account>::account();
            let all: Vec<Account> = load(conn, set.name(), |a| a)?;
            Ok((all.into_iter().next(), meta(conn, set.name())?))
        })
    }

    /// Another account, as it was read on behalf of this one.
    ///
    /// # Errors
    /// As [`Cache::team`].
    pub fn account_of(
        &self,
        id: &AccountId,
    ) -> Result<(Option<Account>, Option<DatasetMeta>), StoreError> {
        self.db.read(|conn| {
            let set = Set::account_of(id);
            let all: Vec<Account> = load(conn, set.name(), |a| a)?;
            Ok((all.into_iter().next(), meta(conn, set.name())?))
        })
    }

    /// One member of the team, if it is known.
    ///
    /// # Errors
    /// As [`Cache::team`].
    pub fn team_member(&self, id: &UserId) -> Result<Option<TeamMember>, StoreError> {
        self.db.read(|conn| {
            let set = Set::<Team>::team();
            conn.prepare_cached(
                "SELECT body FROM item WHERE dataset = ?1 AND kind = ?2 AND id = ?3",
            )?
            .query_row(params![set.name(), TeamMember::KIND, id.as_str()], |row| {
                from_json(row.get_ref(0)?.as_str()?)
            })
            .optional()
        })
    }

    /// How many people of the team are kept.
    ///
    /// # Errors
    /// What the disk said.
    pub fn people(&self) -> Result<u64, StoreError> {
        let set = Set::<Team>::team();
        let people: i64 = self.db.run(|conn| {
            conn.prepare_cached("SELECT count(*) FROM item WHERE dataset = ?1 AND kind = ?2")?
                .query_row(params![set.name(), TeamMember::KIND], |row| row.get(0))
        })?;
        Ok(people.unsigned_abs())
    }

    /// Contributors of every site that was read, with the state of each reading.
    ///
    /// # Errors
    /// As [`Cache::team`].
    pub fn contributors(&self) -> Result<BySite<Contributor>, StoreError> {
        self.by_site(CONTRIBUTORS)
    }

    /// Locations of every site that was read, with the state of each reading.
    ///
    /// # Errors
    /// As [`Cache::team`].
    pub fn locations(&self) -> Result<BySite<Location>, StoreError> {
        self.by_site(LOCATIONS)
    }

    /// One contributor of a site, if it is known.
    ///
    /// # Errors
    /// As [`Cache::team`].
    pub fn contributor(
        &self,
        site: &SiteId,
        account: &AccountId,
    ) -> Result<Option<Contributor>, StoreError> {
        self.db.read(|conn| {
            let set = Set::contributors(site);
            let found = conn
                .prepare_cached(
                    "SELECT body FROM item WHERE dataset = ?1 AND kind = ?2 AND id = ?3",
                )?
                .query_row(
                    params![set.name(), Contributor::KIND, account.as_str()],
                    |row| from_json(row.get_ref(0)?.as_str()?),
                );
            found.optional()
        })
    }

    fn by_site<T: Item>(&self, start: &str) -> Result<BySite<T>, StoreError> {
        self.db.read(|conn| {
            let mut found = BySite::new();
            let mut sets = conn.prepare_cached(
                "SELECT name FROM dataset WHERE substr(name, 1, length(?1)) = ?1
                 AND read_at IS NOT NULL",
            )?;
            let mut names = sets.query([start])?;
            while let Some(row) = names.next()? {
                let name = row.get_ref(0)?.as_str()?;
                let site = SiteId::new(&name[start.len()..]);
                if let Some(meta) = meta(conn, name)? {
                    found.insert(site, (Vec::new(), meta));
                }
            }
            let mut query = conn.prepare_cached(
                "SELECT dataset, body FROM item
                 WHERE substr(dataset, 1, length(?1)) = ?1 AND kind = ?2
                 ORDER BY dataset, seen DESC, place, id",
            )?;
            let mut rows = query.query(params![start, T::KIND])?;
            while let Some(row) = rows.next()? {
                let site = SiteId::new(&row.get_ref(0)?.as_str()?[start.len()..]);
                if let Some((list, _)) = found.get_mut(&site) {
                    list.push(from_json(row.get_ref(1)?.as_str()?)?);
                }
            }
            Ok(found)
        })
    }

    fn list<T: Item>(&self, set: &Set<[T]>) -> Result<(Vec<T>, Option<DatasetMeta>), StoreError> {
        self.db
            .read(|conn| Ok((load(conn, set.name(), |row| row)?, meta(conn, set.name())?)))
    }
}
