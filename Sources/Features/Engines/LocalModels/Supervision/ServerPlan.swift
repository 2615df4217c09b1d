package import FoundationEssentials
import Glibc

/// What a managed server is started from.
package struct ServerPlan: Sendable {
    let executable: URL
    let weights: URL
    /// Where it works, and where its log lies.
    let folder: URL

    /// - Parameters:
    ///   - executable: an `sd-server`.
    ///   - weights: what it draws with, a whole model in one file.
    ///   - folder: its own; made when it is missing. What lies there in the shape of weights it offers as LoRAs, so nothing should.
    package init(executable: URL, weights: URL, in folder: URL) {
        self.executable = executable
        self.weights = weights
        self.folder = folder
    }

    var log: ServerLog { ServerLog(in: folder) }

    /// Looks whether it could be started.
    /// - Throws: `ServerTrouble`.
    package func check() throws(ServerTrouble) -> WeightsFormat {
        var facts = stat()
        guard stat(executable.path, &facts) == 0, facts.st_mode & S_IFMT == S_IFREG,
            access(executable.path, X_OK) == 0
        else { throw .noProgram(path: executable.path) }
        do throws(WeightsRefusal) {
            return try WeightsFormat(recognising: weights)
        } catch {
            throw .weights(error)
        }
    }

    /// - Throws: `ServerTrouble`.
    func start(on port: LoopbackPort) async throws(ServerTrouble) -> ChildProcess {
        _ = try check()
        let program = ChildProgram(
            executable: executable,
            arguments: arguments(port),
            folder: folder,
            output: try output()
        )
        do throws(ChildFault) {
            return try await ChildProcess.start(program)
        } catch {
            throw .notStarted(path: executable.path, code: error.code)
        }
    }

    /// What the end of a server means that nobody ended.
    func trouble(of end: ChildProcess.End) -> ServerTrouble {
        switch end {
        case .status(let status): .ended(status: status, log: log.file.path)
        case .signal(let signal): .killed(signal: signal, log: log.file.path)
        }
    }

    /// Never `--verbose`: without it sd-server prints nothing below its level INFO (`log.cpp`), and what it says about prompts, words
    /// and orders is of the level DEBUG (`conditioner.hpp`, `stable-diffusion.cpp`, `routes_sdcpp.cpp` of 2026-08-19).
    func arguments(_ port: LoopbackPort) -> [String] {
        [
            "--model", weights.path, "--listen-ip", LoopbackPort.host, "--listen-port", "\(port.number)",
        ]
    }

    private func output() throws(ServerTrouble) -> ChildOutput {
        do {
            try FileManager.default.createDirectory(
                at: folder,
                withIntermediateDirectories: true,
                attributes: [.posixPermissions: 0o700]
            )
        } catch {
            throw .folder(path: folder.path)
        }
        guard let output = log.open() else { throw .folder(path: folder.path) }
        return output
    }
}
