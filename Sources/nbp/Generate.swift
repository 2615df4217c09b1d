import App
import ArgumentParser
import Kernel

/// `nbp generate`: makes pictures in this process, under a key that is thrown away, and writes only its output.
struct Generate: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Make pictures from words, on this machine, without a server.",
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

    @Option(help: "One of the model's styles: flat, paper-cut, ink-wash or line-art.")
    var style: String?

    func run() async throws {
        let target = try OutputTarget(output, count: count)
        let bar = ProgressBar()
        let request = OneOff.Request(
            prompt: prompt,
            model: model,
            size: size,
            aspectRatio: aspect,
            resolution: resolution,
            seed: seed,
            count: count,
            style: style,
            format: target.format
        )
        let result = try await OneOff.run(request) { bar.show($0, $1) }
        bar.clear()
        for note in result.notes { Terminal.say("nbp: \(note)\n") }
        for (number, file) in result.files.enumerated() {
            try target.write(file, number: number + 1)
        }
    }
}
