import App
import ArgumentParser
import Wire

/// `nbp upscale`: makes a picture larger, in this process or by a server, and writes only its output.
struct Upscale: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract:
            "Make an image two or four times as wide and high, on this machine, or by a server with --server."
    )

    @Argument(help: "The image to enlarge.")
    var file: String

    @Option(name: [.short, .long], help: "The file to write; - writes to standard output.")
    var output = "image.png"

    @Option(help: "2 or 4.")
    var scale = 2

    @Option(help: "auto, neural (crisp, for drawings) or lanczos (true to photographs).")
    var method = "auto"

    @OptionGroup var place: ServerPlace

    func run() async throws {
        let target = try OutputTarget(output, count: 1)
        let request = OneOff.Request(
            NewJobBody(task: "upscale", scale: scale, method: method),
            files: [try InputFile.picture(file)],
            format: target.format
        )
        try await place.write(request, to: target)
    }
}
