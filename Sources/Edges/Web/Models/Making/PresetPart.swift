import HTTPKit
import Kernel
import Mustache
import Studio

/// The presets of one category, as links that fill a page's prompt.
struct PresetGroup: MustacheParent, Sendable {
    let name: String
    let presets: [PageLink]
    let ids: [String]

    func child(named name: String) -> Any? {
        switch name {
        case "name": self.name
        case "presets": zip(ids, presets).map { PresetPart(id: $0, link: $1) }
        default: nil
        }
    }

    /// All of them, for a page that takes one.
    static func all(
        _ library: PresetLibrary,
        for page: Route,
        _ language: Language
    ) -> [PresetGroup] {
        let links = Links(language)
        return library.categories.map { category in
            let presets = library.presets.filter { $0.category == category.id }
            return PresetGroup(
                name: category.names[language] ?? category.id,
                presets: presets.map { preset in
                    let name = preset.names[language] ?? preset.id
                    return PageLink(url: links.page(page, using: preset.id), label: name)
                },
                ids: presets.map(\.id)
            )
        }
    }
}

/// A preset to choose.
private struct PresetPart: MustacheParent {
    let id: String
    let link: PageLink

    func child(named name: String) -> Any? {
        switch name {
        case "id": id
        case "url": link.url
        case "label": link.label
        default: nil
        }
    }
}
