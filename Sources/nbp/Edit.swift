import App
import ArgumentParser
import Wire

/// `nbp edit`: does to a picture what words or steps say, in this process or by a server, and writes only its output.
struct Edit: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Edit an image by words or steps, on this machine, or by a server with --server.",
        discussion: """
            The words are English or Chinese: nbp edit photo.jpg "make it warmer and blur the background". Steps are a JSON list; in \
            it @2 stands for the second file. The ending of the output chooses the format: png, jpg, webp or avif.
            """
    )

    @Argument(help: "The image to edit.")
    var file: String

    @Argument(help: "What to do to it.")
    var instruction: [String] = []

    @Option(name: [.short, .long], help: "The file to write; - writes to standard output.")
    var output = "image.png"

    @Option(help: "A JSON file with steps, done after what the words say.")
    var steps: String?

    @Option(help: "An image as large as the one that is edited: white where something is to be done.")
    var mask: String?

    @Option(name: .customLong("with"), help: "Further images: backgrounds, images to paste.")
    var others: [String] = []

    @Option(help: "The model's id or alias; those of a --server may understand any words.")
    var model: String?

    @OptionGroup var place: ServerPlace

    func validate() throws {
        guard !instruction.isEmpty || steps != nil else {
            throw ValidationError("say what to do, in words or by --steps")
        }
    }

    func run() async throws {
        let target = try OutputTarget(output, count: 1)
        let body = NewJobBody(
            task: "edit",
            prompt: instruction.isEmpty ? nil : instruction.joined(separator: " "),
            model: model,
            steps: try steps.map(InputFile.list)
        )
        let request = OneOff.Request(
            body,
            files: try ([file] + others).map(InputFile.picture),
            mask: try mask.map(InputFile.picture),
            format: target.format
        )
        try await place.write(request, to: target)
    }
}
