//! What a member tells about itself (site contract 4.7).

use super::{AboutId, Extra, MemberId, count};
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};
use std::collections::BTreeMap;

/// A text of a member about itself.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct MemberAbout {
    /// Its id.
    pub id: AboutId,
    /// Whose it is.
    pub member: MemberId,
    /// The rich document, as Wix sent it.
    pub content: Value,
    /// Its revision, as Wix wrote it; a change has to name it.
    pub revision: String,
    /// Fields that this version does not know.
    #[serde(default, skip_serializing_if = "Extra::is_empty")]
    pub extra: Extra,
}

/// A text as people read it, and what of it is more than words.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct AboutText {
    /// Its words, one line for each block.
    pub words: String,
    /// What plain paragraphs with the same words would not have.
    pub beyond: Vec<String>,
}

impl MemberAbout {
    /// The words of the document without its form, one line for each block.
    pub fn text(&self) -> String {
        words_of(&self.content)
    }

    /// As people read it.
    pub fn told(&self) -> AboutText {
        AboutText {
            words: self.text(),
            beyond: beyond(&self.content),
        }
    }
}

/// The words of a document, one line for each block that has some.
pub fn words_of(content: &Value) -> String {
    let mut blocks = Vec::new();
    collect(content, &mut blocks);
    blocks.retain(|b| !b.trim().is_empty());
    blocks.join("\n")
}

/// A document of plain paragraphs, one for each line. Nodes have no ids: Wix gives them some when
/// it takes a document.
pub fn plain_document(text: &str) -> Value {
    let paragraph = |line: &str| {
        let text = json!({ "type": "TEXT", "textData": { "text": line, "decorations": [] } });
        let nodes = if line.is_empty() { vec![] } else { vec![text] };
        json!({ "type": "PARAGRAPH", "nodes": nodes })
    };
    let lines = text.trim().lines().map(|line| paragraph(line.trim_end()));
    json!({ "nodes": lines.collect::<Vec<_>>() })
}

/// What a document has beside plain paragraphs, such as “2 pictures”. Empty if nothing but words
/// would be lost with it.
pub fn beyond(content: &Value) -> Vec<String> {
    let mut found: BTreeMap<(&str, &str), usize> = BTreeMap::new();
    if content.get("nodes").and_then(Value::as_array).is_none() && *content != Value::Null {
        return vec!["a form that this version does not know".to_owned()];
    }
    more_than_words(content, &mut found);
    let styled = content.get("documentStyle").and_then(Value::as_object);
    if styled.is_some_and(|style| !style.is_empty()) {
        found.insert(("style of its own", "styles of its own"), 1);
    }
    let counted = found.into_iter();
    counted
        .map(|((one, many), n)| count(n, one, many))
        .collect()
}

fn more_than_words<'c>(node: &'c Value, found: &mut BTreeMap<(&'c str, &'c str), usize>) {
    for node in nodes_of(node) {
        let kind = node.get("type").and_then(Value::as_str).unwrap_or_default();
        match kind {
            "PARAGRAPH" => {
                let aligned = node.pointer("/paragraphData/textStyle/textAlignment");
                let aligned = aligned.and_then(Value::as_str).unwrap_or("AUTO");
                if !["AUTO", "LEFT"].contains(&aligned) {
                    *found
                        .entry(("aligned paragraph", "aligned paragraphs"))
                        .or_default() += 1;
                }
            }
            "TEXT" => {
                let decorations = node.pointer("/textData/decorations");
                let decorations = decorations.and_then(Value::as_array).into_iter().flatten();
                let mut kinds = decorations
                    .filter_map(|d| d.get("type")?.as_str())
                    .peekable();
                if kinds.peek().is_none() {
                    continue;
                }
                let link = kinds.any(|kind| kind == "LINK");
                let words = if link {
                    ("link", "links")
                } else {
                    ("styled word or passage", "styled words or passages")
                };
                *found.entry(words).or_default() += 1;
            }
            // Part of its list, or of its table.
            "LIST_ITEM" | "TABLE_ROW" | "TABLE_CELL" => {}
            other => *found.entry(named(other)).or_default() += 1,
        }
        more_than_words(node, found);
    }
}

/// What people call a kind of nodes.
fn named(kind: &str) -> (&str, &str) {
    match kind {
        "HEADING" => ("heading", "headings"),
        "IMAGE" => ("picture", "pictures"),
        "GALLERY" => ("gallery", "galleries"),
        "VIDEO" => ("video", "videos"),
        "AUDIO" => ("recording", "recordings"),
        "GIF" => ("moving picture", "moving pictures"),
        "FILE" => ("file", "files"),
        "FORM" => ("form", "forms"),
        "BUTTON" => ("button", "buttons"),
        "TABLE" => ("table", "tables"),
        "DIVIDER" => ("dividing line", "dividing lines"),
        "BLOCKQUOTE" => ("quotation", "quotations"),
        "CODE_BLOCK" => ("block of code", "blocks of code"),
        "BULLETED_LIST" | "ORDERED_LIST" => ("list", "lists"),
        "" => ("part without a kind", "parts without a kind"),
        other => (other, other),
    }
}

/// Whether two documents tell the same: the same kinds of nodes in the same order, with the same
/// words in the same dress. Wix may add ids and what goes without saying to a document it takes.
pub fn tells_the_same(one: &Value, other: &Value) -> bool {
    outline(one) == outline(other)
}

fn outline(content: &Value) -> Vec<String> {
    let mut all = Vec::new();
    outlined(content, &mut all);
    all
}

fn outlined(node: &Value, all: &mut Vec<String>) {
    for node in nodes_of(node) {
        let kind = node.get("type").and_then(Value::as_str).unwrap_or_default();
        let words = node.pointer("/textData/text").and_then(Value::as_str);
        let dress = node.pointer("/textData/decorations");
        let dress = dress.and_then(Value::as_array).into_iter().flatten();
        let dress: Vec<&str> = dress.filter_map(|d| d.get("type")?.as_str()).collect();
        // An empty text says nothing.
        if words.is_none_or(|w| !w.is_empty()) {
            let words = words.unwrap_or_default();
            all.push(format!("{kind}\u{1f}{words}\u{1f}{}", dress.join(" ")));
        }
        outlined(node, all);
    }
}

fn nodes_of(node: &Value) -> impl Iterator<Item = &Value> {
    node.get("nodes")
        .and_then(Value::as_array)
        .into_iter()
        .flatten()
}

/// Texts stand in `textData.text` of nodes; nodes of nodes are one block as long as they are texts.
fn collect(node: &Value, blocks: &mut Vec<String>) {
    let Some(nodes) = node.get("nodes").and_then(Value::as_array) else {
        return;
    };
    let mut line = String::new();
    for node in nodes {
        match node.pointer("/textData/text").and_then(Value::as_str) {
            Some(text) => line.push_str(text),
            None => collect(node, blocks),
        }
    }
    blocks.push(line);
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_words_of_a_document_are_told_block_by_block() {
        let text = |t: &str| json!({ "type": "TEXT", "textData": { "text": t } });
        let about = MemberAbout {
            id: "a".into(),
            member: "m".into(),
            content: json!({ "nodes": [
                { "type": "PARAGRAPH", "nodes": [text("Hello "), text("שלום")] },
                { "type": "DIVIDER" },
                { "type": "BULLETED_LIST", "nodes": [
                    { "type": "LIST_ITEM", "nodes": [{ "type": "PARAGRAPH", "nodes": [text("One")] }] },
                ]},
            ]}),
            revision: "1".to_owned(),
            extra: Extra::new(),
        };
        assert_eq!(about.text(), "Hello שלום\nOne");
        let empty = MemberAbout {
            content: json!("no document"),
            ..about
        };
        assert_eq!(empty.text(), "");
    }

    #[test]
    fn what_plain_paragraphs_would_lose_is_named_and_counted() {
        let rich = json!({ "nodes": [
            { "type": "HEADING", "nodes": [{ "type": "TEXT", "textData": { "text": "Hello" } }] },
            { "type": "PARAGRAPH", "nodes": [
                { "type": "TEXT", "textData": { "text": "our ", "decorations": [] } },
                { "type": "TEXT", "textData": { "text": "site", "decorations": [
                    { "type": "LINK", "linkData": {} }, { "type": "BOLD" },
                ] } },
            ] },
            { "type": "IMAGE" }, { "type": "IMAGE" }, { "type": "POLL" },
            { "type": "BULLETED_LIST", "nodes": [{ "type": "LIST_ITEM", "nodes": [] }] },
        ] });
        assert_eq!(
            beyond(&rich),
            ["1 POLL", "1 heading", "1 link", "1 list", "2 pictures"]
        );
        assert_eq!(beyond(&plain_document("One\n\nתודה")), [""; 0]);
        assert_eq!(beyond(&json!("a word")).len(), 1);
        assert_eq!(beyond(&Value::Null), [""; 0]);
    }

    #[test]
    fn a_plain_document_is_the_same_with_the_ids_that_wix_gives_it() {
        let sent = plain_document(" One\n\nשלום \n");
        assert_eq!(words_of(&sent), "One\nשלום");
        let kept = json!({ "metadata": { "version": 1 }, "documentStyle": {}, "nodes": [
            { "type": "PARAGRAPH", "id": "a", "style": {}, "nodes": [
                { "type": "TEXT", "id": "", "nodes": [],
                  "textData": { "text": "One", "decorations": [] } },
            ] },
            { "type": "PARAGRAPH", "id": "b", "nodes": [
                { "type": "TEXT", "id": "", "textData": { "text": "", "decorations": [] } },
            ] },
            { "type": "PARAGRAPH", "id": "c", "nodes": [
                { "type": "TEXT", "id": "", "textData": { "text": "שלום", "decorations": [] } },
            ], "paragraphData": { "textStyle": { "textAlignment": "AUTO" } } },
        ] });
        assert!(tells_the_same(&sent, &kept));
        assert_eq!(beyond(&kept), [""; 0]);
        assert!(!tells_the_same(&sent, &plain_document("One")));
        let pictured = json!({ "nodes": [{ "type": "IMAGE" }] });
        assert!(!tells_the_same(&pictured, &plain_document("")));
    }
}
