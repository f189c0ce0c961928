//! What sites set for all of their members: kept sort by sort, with its age.

use crate::support::{at, cache};
use gatehouse::access::{
    DefaultPrivacy, MemberRoleDefinition, Privacy, SettingKind, SettingSet, SiteId,
};
use gatehouse::store::Cache;

fn roles(title: &str) -> SettingSet {
    SettingSet::Roles(vec![MemberRoleDefinition {
        id: "r".to_owned(),
        key: "PRESS".into(),
        title: title.to_owned(),
        blockable: None,
        revision: "2".to_owned(),
    }])
}

#[test]
fn each_sort_of_each_site_replaces_the_one_before() {
    let temp = tempfile::tempdir().unwrap();
    let mut cache = cache(&temp);
    let (shop, blog) = (SiteId::new("shop"), SiteId::new("blog"));
    assert_eq!(cache.site_settings(&shop).unwrap(), []);
    let privacy = SettingSet::DefaultPrivacy(DefaultPrivacy {
        privacy: Privacy::Other("NEW".to_owned()),
        revision: "1".to_owned(),
    });
    cache.put_site_setting(&shop, &roles("Old"), at(0)).unwrap();
    cache.put_site_setting(&shop, &privacy, at(1)).unwrap();
    cache
        .put_site_setting(&blog, &roles("Blog"), at(2))
        .unwrap();
    cache.put_site_setting(&shop, &roles("New"), at(3)).unwrap();
    let kept = cache.site_settings(&shop).unwrap();
    assert_eq!(kept, [(privacy, at(1)), (roles("New"), at(3))]);
    drop(cache);

    let path = temp.path().join("cache.sqlite");
    let looked = Cache::open_read_only(&path).unwrap();
    let kept = looked.site_settings(&blog).unwrap();
    assert_eq!(kept[0].0.kind(), SettingKind::Roles);
    let (mut cache, _) = Cache::open(&path, at(4)).unwrap();
    cache.clear().unwrap();
    assert_eq!(cache.site_settings(&blog).unwrap(), []);
}
