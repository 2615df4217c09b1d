import HTTPKit
import Imaging
import Kernel
import Moderation
import Studio

/// Every address that a page contains, in the page's language.
struct Links: Sendable {
    let language: Language

    init(_ language: Language) {
        self.language = language
    }

    func page(_ page: Route) -> String { page.path(in: language) }

    /// A page that leads on to another one, of which only the address of a page of ours is kept.
    func page(_ page: Route, returningTo next: String?) -> String {
        let next = next.flatMap { PageAddress(path: $0) }?.path
        return self.page(page) + (next.map { "?return_to=\($0)" } ?? "")
    }

    /// Where somebody shows that it is them, and goes back to the page from which `path` was asked for.
    func proof(returningTo path: String) -> String {
        var parts = path.split(separator: "/")
        while PageAddress(path: "/" + parts.joined(separator: "/")) == nil { parts.removeLast() }
        return page(.prove, returningTo: "/" + parts.joined(separator: "/"))
    }

    /// The studio, its form filled with a picture's words and settings.
    func studio(varying image: ImageID) -> String { Self.studioVaryingPrefix(page(.studio)) + image.text }

    func studio(writing prompt: String) -> String { "\(page(.studio))?prompt=\(Self.escaped(prompt))" }

    func studio(with model: String) -> String { "\(page(.studio))?model=\(Self.escaped(model))" }

    func gallery(before earlier: ImageID, holding words: String?) -> String {
        let search = words.map { "&q=\(Self.escaped($0))" } ?? ""
        return "\(page(.gallery))?cursor=\(earlier.text)\(search)"
    }

    /// Where the studio's form goes.
    var orders: String { "\(page(.studio))jobs" }

    func cancel(_ job: JobID) -> String { "\(page(.jobPage(job)))/cancel" }

    func delete(_ image: ImageID) -> String { "\(page(.imagePage(image)))/delete" }

    /// Where a decision can be looked at again; nil for a text that is no link of ours.
    func appeal(_ link: String) -> String? { AppealLink(link).map { page(.appeal($0)) } }

    func report(of image: ImageID) -> String {
        "\(page(.report))?address=\(Self.escaped(page(.imagePage(image))))"
    }

    func file(_ image: ImageID, width: Int? = nil) -> String {
        Route.file(image).path + (width.map { "?w=\($0)" } ?? "")
    }

    func download(_ image: ImageID, as format: ImageFormat) -> String {
        "\(Route.file(image).path)?format=\(format.rawValue)&download=1"
    }

    /// What scripts append an id to.
    struct Stems: Sendable {
        let imagePage: String
        let variations: String
        let job: String
    }

    var stems: Stems {
        Stems(
            imagePage: "\(page(.studio))images/",
            variations: Self.studioVaryingPrefix(page(.studio)),
            job: "\(Route.jobs.path)/"
        )
    }

    private static func studioVaryingPrefix(_ studio: String) -> String { "\(studio)?from=" }

    /// Percent-encodes all but unreserved characters (RFC 3986, section 2.3).
    static func escaped(_ text: String) -> String {
        let kept = Set("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~".utf8)
        return text.utf8.map { byte in
            if kept.contains(byte) { return String(Unicode.Scalar(byte)) }
            return "%" + (byte < 16 ? "0" : "") + String(byte, radix: 16, uppercase: true)
        }.joined()
    }
}

extension Links {
    /// An `srcset`: stored thumbnails narrower than the picture, and the picture itself where no thumbnail is wide enough.
    func sources(of picture: Image, upTo widest: Int) -> String {
        let widths = Image.thumbnailWidths.filter { $0 <= widest && $0 < picture.size.width }
        let small = widths.map { "\(file(picture.id, width: $0)) \($0)w" }
        let whole = widths.last == widest ? [] : ["\(file(picture.id)) \(picture.size.width)w"]
        return (small + whole).joined(separator: ", ")
    }
}
