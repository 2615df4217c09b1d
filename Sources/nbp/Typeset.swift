import App
import ArgumentParser
import Wire

/// `nbp typeset`: sets texts exactly, by a design or a layer document, in this process or by a server, and writes only its output.
struct Typeset: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Set texts by a design or a layer document, on this machine, or by a server with --server.",
        discussion: """
            nbp typeset --design poster-bold --text title="Summer fair" -o poster.png. In a document, @1 stands for the first file.
            """
    )

    @Argument(help: "Images: one for a design that takes one, or those of the document.")
    var files: [String] = []

    @Option(name: [.short, .long], help: "The file to write; - writes to standard output.")
    var output = "image.png"

    @Option(help: "The design's id.")
    var design: String?

    @Option(name: .customLong("text"), help: "A text of the design, as name=words; may be given again.")
    var texts: [String] = []

    @Option(help: "One of the design's palettes.")
    var palette: String?

    @Option(help: "A JSON file with a layer document, instead of a design.")
    var document: String?

    @OptionGroup var canvas: CanvasOptions

    @OptionGroup var place: ServerPlace

    func validate() throws {
        guard (design == nil) != (document == nil) else {
            throw ValidationError("name a --design or a --document, and not both")
        }
        _ = try pairs
    }

    private var pairs: [String: String] {
        get throws {
            var pairs: [String: String] = [:]
            for text in texts {
                guard let sign = text.firstIndex(of: "="), sign > text.startIndex else {
                    throw ValidationError("write --text as name=words, not \(text)")
                }
                pairs[String(text[..<sign])] = String(text[text.index(after: sign)...])
            }
            return pairs
        }
    }

    func run() async throws {
        let target = try OutputTarget(output, count: 1)
        let texts = try pairs
        let body = NewJobBody(
            task: "typeset",
            size: canvas.size,
            aspectRatio: canvas.aspect,
            resolution: canvas.resolution,
            document: try document.map(InputFile.object),
            template: design,
            texts: texts.isEmpty ? nil : texts,
            palette: palette
        )
        let request = OneOff.Request(body, files: try files.map(InputFile.picture), format: target.format)
        try await place.write(request, to: target)
    }
}

/// How large a canvas is.
struct CanvasOptions: ParsableArguments {
    @Option(help: "Exact pixels, as 1200x630.")
    var size: String?

    @Option(help: "The shape, as 16:9.")
    var aspect: String?

    @Option(help: "1K, 2K or 4K.")
    var resolution: String?
}
