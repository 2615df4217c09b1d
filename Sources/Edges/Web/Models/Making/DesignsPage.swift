import Engines
import HTTPKit
import Kernel
import Mustache

/// All designs, each with its sample.
struct DesignsPage: PageModel {
    static let template = Template.designs

    var layout: Layout
    let designs: [DesignCard]

    func child(named name: String) -> Any? {
        name == "designs" ? designs : layout.child(named: name)
    }
}

/// A design among others.
struct DesignCard: MustacheParent, Sendable {
    let url: String
    let name: String
    let category: String
    let sample: String
    let size: PixelSize

    init(_ design: Design, from image: ImageID?, _ words: Catalogue) {
        let links = Links(words.language)
        url = links.page(.designPage(design.id)) + (image.map { "?image=\($0.text)" } ?? "")
        name = design.names[words.language] ?? design.id
        category = words["design.category.\(design.category.rawValue)"]
        sample = links.sample(of: design.id)
        size = PixelSize(design.aspects.first ?? .square, .oneK)
    }

    func child(named member: String) -> Any? {
        switch member {
        case "url": url
        case "name": name
        case "category": category
        case "sample": sample
        case "width": size.width
        case "height": size.height
        default: nil
        }
    }
}
