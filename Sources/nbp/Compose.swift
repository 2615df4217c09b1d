import App
import ArgumentParser
import Wire

/// `nbp compose`: arranges pictures on one canvas, in this process or by a server, and writes only its output.
struct Compose: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Arrange images on one canvas, on this machine, or by a server with --server.",
        discussion: """
            nbp compose a.jpg b.jpg c.jpg --layout grid -o page.png. In a document, @1 stands for the first file.
            """
    )

    @Argument(help: "The images, at most 14.")
    var files: [String]

    @Option(name: [.short, .long], help: "The file to write; - writes to standard output.")
    var output = "image.png"

    @Option(help: "grid, mosaic, strip, before_after, split, collage, overlay or cut_out.")
    var layout: String?

    @Option(help: "Between the images and the edge, as a share of the shorter side.")
    var margin: Double?

    @Option(help: "Between the images, as a share of the shorter side.")
    var gutter: Double?

    @Option(help: "A JSON file with a layer document, instead of a layout.")
    var document: String?

    @OptionGroup var canvas: CanvasOptions

    @OptionGroup var place: ServerPlace

    func validate() throws {
        guard (layout == nil) != (document == nil) else {
            throw ValidationError("name a --layout or a --document, and not both")
        }
        guard document == nil || (margin == nil && gutter == nil) else {
            throw ValidationError(
                "a --document says itself where things are; leave --margin and --gutter out"
            )
        }
    }

    func run() async throws {
        let target = try OutputTarget(output, count: 1)
        let body = NewJobBody(
            task: "compose",
            size: canvas.size,
            aspectRatio: canvas.aspect,
            resolution: canvas.resolution,
            layout: layout.map(members),
            document: try document.map(InputFile.object)
        )
        let request = OneOff.Request(body, files: try files.map(InputFile.picture), format: target.format)
        try await place.write(request, to: target)
    }

    private func members(ofKind kind: String) -> [String: JSONPart] {
        var members: [String: JSONPart] = ["kind": .text(kind)]
        members["margin"] = margin.map(JSONPart.number)
        members["gutter"] = gutter.map(JSONPart.number)
        return members
    }
}
