import App
import ArgumentParser
import Wire

/// `nbp generate`: makes pictures, in this process under a key that is thrown away or by a server, and writes only its output.
struct Generate: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Make pictures from words, on this machine, or by a server with --server.",
        discussion: """
            Several pictures are numbered: boat.png becomes boat-1.png, boat-2.png … The ending of the file chooses the \
            format: png, jpg, webp or avif.
            """
    )

    @Argument(help: "What to show.")
    var prompt: String

    @Option(name: [.short, .long], help: "The file to write; - writes to standard output.")
    var output = "image.png"

    @Option(help: "The model's id or alias.")
    var model = "default"

    @Option(help: "Exact pixels, as 1200x630.")
    var size: String?

    @Option(help: "The shape, as 16:9.")
    var aspect: String?

    @Option(help: "1K, 2K or 4K.")
    var resolution: String?

    @Option(help: "The number that makes the same picture again.")
    var seed: Int?

    @Option(name: .customLong("n"), help: "How many pictures, 1 to 10.")
    var count = 1

    @Option(
        help: """
            One of the model's styles: flat, paper-cut, ink-wash, line-art, watercolour, pixel-art, poster, risograph, \
            low-poly, mosaic, neon or blueprint.
            """
    )
    var style: String?

    @Option(name: .customLong("image"), help: "An image to go by; models of a server may take some.")
    var images: [String] = []

    @OptionGroup var place: ServerPlace

    func validate() throws {
        guard images.isEmpty || place.isNamed else {
            throw ValidationError(
                "no engine here draws from images; use nbp edit, compose or typeset, or a --server"
            )
        }
    }

    func run() async throws {
        let target = try OutputTarget(output, count: count)
        let body = NewJobBody(
            prompt: prompt,
            model: model,
            size: size,
            aspectRatio: aspect,
            resolution: resolution,
            n: count,
            seed: seed,
            style: style
        )
        let request = OneOff.Request(body, files: try images.map(InputFile.picture), format: target.format)
        try await place.write(request, to: target)
    }
}
