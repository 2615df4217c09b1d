import App

/// What commands that make pictures in this process have in common.
extension OneOff {
    /// Makes the pictures, shows how far they are, and writes them.
    static func write(_ request: Request, to target: OutputTarget) async throws {
        let bar = ProgressBar()
        let result = try await run(request) { bar.show($0, $1) }
        bar.clear()
        for note in result.notes { Terminal.say("nbp: \(note)\n") }
        for (number, file) in result.files.enumerated() {
            try target.write(file, number: number + 1)
        }
    }
}
