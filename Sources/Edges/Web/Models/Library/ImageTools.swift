import Engines
import HTTPKit
import Imaging
import Kernel
import Mustache
import Studio

/// What can be done with one picture beside looking at it.
struct ImageTools: MustacheParent, Sendable {
    let image: ImageID
    let isFavourite: Bool
    let words: Catalogue
    var shares: [SharePart] = []
    /// The address of the link that was just made; it is told this once.
    var newShare: String?
    var collections: [CollectionPart] = []
    var trees: [TreePart] = []
    var isWholeFamily = true
    var comparison: ComparePart?
    /// Of a picture that Sketch drew.
    var scene: ScenePart?
    /// The conversation about it, of a picture that a model of others made.
    var thread: ThreadPart?
    /// Whether some model goes by pictures.
    var canGoBy = false

    private var links: Links { Links(words.language) }

    func child(named name: String) -> Any? {
        switch name {
        case "edit_url": links.page(.editor(image))
        case "go_by_url": canGoBy ? links.studio(goingBy: [image]) : nil
        case "compose_url": links.page(.compose, about: image)
        case "designs_url": links.page(.designs, about: image)
        case "favourite_url": links.page(.favour(image))
        case "favourite": isFavourite
        case "favourite_state": isFavourite ? "off" : "on"
        case "enlarge_url": links.page(.enlarge(image))
        case "factors": EnlargeFactor.allCases.map { "\($0.rawValue)" }
        case "methods": methods
        case "share_url": links.page(.share(image))
        case "lifetimes": lifetimes
        case "shares": shares
        case "has_shares": !shares.isEmpty
        case "new_share": newShare
        case "arrange_url": links.page(.arrange(image))
        case "collections": collections
        case "has_collections": !collections.isEmpty
        case "file_url": links.file(image)
        case "lossy": lossy
        case "trees": trees
        case "has_family": !trees.isEmpty
        case "is_cut": !isWholeFamily
        case "comparison": comparison
        case "scene": scene
        case "thread": thread
        default: nil
        }
    }

    private var methods: [Choice] {
        [
            (EnlargeMethod.automatic, "enlarge.auto"), (.neural, "enlarge.neural"),
            (.lanczos, "enlarge.lanczos"),
        ].map { Choice(id: $0.rawValue, name: words[$1], isSelected: $0 == .automatic) }
    }

    private var lifetimes: [Choice] {
        [
            (24, "share.for_day"), (ShareWish.usualLifetime, "share.for_week"), (720, "share.for_month"),
            (ShareWish.lifetimes.upperBound, "share.for_year"),
        ].map { Choice(id: "\($0)", name: words[$1], isSelected: $0 == ShareWish.usualLifetime) }
    }

    private var lossy: [Choice] {
        Download.formats.filter(\.isLossy).map { format in
            Choice(
                id: format.rawValue,
                name: format == .webp ? "WebP" : format.rawValue.uppercased(),
                isSelected: format == .jpeg
            )
        }
    }
}

/// A link to a picture that is open.
struct SharePart: MustacheParent, Sendable {
    let label: String
    let revokeURL: String

    func child(named name: String) -> Any? {
        switch name {
        case "label": label
        case "revoke_url": revokeURL
        default: nil
        }
    }
}

extension SharePart {
    init(_ share: Share, _ words: Catalogue) {
        let key = share.showsWords ? "share.line_words" : "share.line"
        label =
            words[
                Message(key, ["made": words.moment(share.madeAt), "until": words.moment(share.expiresAt)])
            ]
        revokeURL = Links(words.language).page(.revokeShare(share.image, share.id))
    }
}

/// A collection among others.
struct CollectionPart: MustacheParent, Sendable {
    let id: String
    let name: String
    let url: String
    let renameURL: String
    let deleteURL: String
    /// Whether the picture, or the page, is of it.
    var isChosen = false

    func child(named name: String) -> Any? {
        switch name {
        case "id": id
        case "name": self.name
        case "url": url
        case "rename_url": renameURL
        case "delete_url": deleteURL
        case "chosen": isChosen
        default: nil
        }
    }
}

extension CollectionPart {
    init(_ collection: PictureCollection, isChosen: Bool, _ words: Catalogue) {
        let links = Links(words.language)
        self.init(
            id: collection.id.text,
            name: collection.name.text,
            url: links.gallery(in: .collection(collection.id)),
            renameURL: links.page(.collectionPage(collection.id)),
            deleteURL: links.page(.deleteCollection(collection.id)),
            isChosen: isChosen
        )
    }
}
