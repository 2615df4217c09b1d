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

    /// The page with its prompt filled by a preset.
    func page(_ page: Route, using preset: String) -> String {
        "\(self.page(page))?preset=\(Self.escaped(preset))"
    }

    /// The rows of a batch that come after a position.
    func batch(_ id: BatchID, after position: Int?) -> String {
        page(.batchPage(id)) + (position.map { "?after=\($0)" } ?? "")
    }

    /// The studio with all presets to choose from.
    var presets: String { "\(page(.studio))?presets=all" }

    func studio(with model: String) -> String { "\(page(.studio))?model=\(Self.escaped(model))" }

    /// One's pictures, those of a filter that were made before a picture and hold words.
    func gallery(
        in filter: PictureFilter,
        before earlier: ImageID? = nil,
        holding words: String? = nil
    ) -> String {
        var wishes: [(String, String)] = []
        if let earlier { wishes.append(("cursor", earlier.text)) }
        if let name = filter.name { wishes.append(("show", name)) }
        if case .collection(let id) = filter { wishes.append(("collection", id.text)) }
        if let words { wishes.append(("q", Self.escaped(words))) }
        let query = wishes.map { "\($0)=\($1)" }.joined(separator: "&")
        return page(.gallery) + (query.isEmpty ? "" : "?\(query)")
    }

    /// A page where something is made, with a picture chosen.
    func page(_ page: Route, about image: ImageID) -> String { "\(self.page(page))?image=\(image.text)" }

    /// What a design looks like with its samples.
    func sample(of design: String, shape: String? = nil, palette: String? = nil) -> String {
        let choices = [("aspect_ratio", shape), ("palette", palette)].compactMap { name, value in
            value.map { "&\(name)=\(Self.escaped($0))" }
        }
        return "\(Route.designSample(design).path)?lang=\(language.rawValue)\(choices.joined())"
    }

    /// Where the studio's form goes.
    var orders: String { page(.orders) }

    /// The studio, with pictures for words to speak of.
    func studio(goingBy images: [ImageID]) -> String {
        "\(page(.studio))?with=\(images.map(\.text).joined(separator: ","))"
    }

    func cancel(_ job: JobID) -> String { "\(page(.jobPage(job)))/cancel" }

    func delete(_ image: ImageID) -> String { "\(page(.imagePage(image)))/delete" }

    /// Where a decision can be looked at again; nil for a text that is no link of ours.
    func appeal(_ link: String) -> String? { AppealLink(link).map { page(.appeal($0)) } }

    func report(of image: ImageID) -> String {
        "\(page(.report))?address=\(Self.escaped(page(.imagePage(image))))"
    }

    /// The report desk, about a picture that somebody shares.
    func report(of token: ShareToken) -> String {
        "\(page(.report))?address=\(Self.escaped(page(.shared(token))))"
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
