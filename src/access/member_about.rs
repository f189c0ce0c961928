//! What a member tells about itself (site contract 4.7).

use super::{AboutId, Extra, MemberId};
use serde::{Deserialize, Serialize};

/// A text of a member about itself.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct MemberAbout {
    /// Its id.
    pub id: AboutId,
    /// Whose it is.
    pub member: MemberId,
    /// The rich document, as Wix sent it.
    pub content: serde_json::Value,
    /// Its revision, as Wix wrote it; a change has to name it.
    pub revision: String,
    /// Fields that this version does not know.
    #[serde(default, skip_serializing_if = "Extra::is_empty")]
    pub extra: Extra,
}

impl MemberAbout {
    /// The words of the document without its form, one line for each block.
    pub fn text(&self) -> String {
        let mut blocks = Vec::new();
        collect(&self.content, &mut blocks);
        blocks.retain(|b| !b.trim().is_empty());
        blocks.join("\n")
    }
}

/// Texts stand in `textData.text` of nodes; nodes of nodes are one block as long as they are texts.
fn collect(node: &serde_json::Value, blocks: &mut Vec<String>) {
    let Some(nodes) = node.get("nodes").and_then(|n| n.as_array()) else {
        return;
    };
    let mut line = String::new();
    for node in nodes {
        match node.pointer("/textData/text").and_then(|t| t.as_str()) {
            Some(text) => line.push_str(text),
            None => collect(node, blocks),
        }
    }
    blocks.push(line);
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

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
}
