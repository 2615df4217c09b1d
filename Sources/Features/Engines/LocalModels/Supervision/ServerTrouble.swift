/// Why a managed server does not serve, and what to do.
package enum ServerTrouble: Error, Hashable, Sendable, CustomStringConvertible {
    case noProgram(path: String)
    case weights(WeightsRefusal)
    case folder(path: String)
    /// `code` is the system's `errno`.
    case notStarted(path: String, code: Int32)
    case ended(status: Int32, log: String)
    case killed(signal: Int32, log: String)
    /// It runs, and has not answered since it was started.
    case neverReady(log: String)
    /// It ran and answered, and does not answer any more.
    case silent(log: String)

    package var description: String {
        switch self {
        case .noProgram(let path):
            """
            \(path) is no program that can be run; build it with scripts/bootstrap run --stable-diffusion, or name one with \
            NBP_SDCPP_SERVER
            """
        case .weights(let refusal): refusal.description
        case .folder(let path): "\(path) cannot be written; check its owner, its mode and the free space"
        case .notStarted(let path, let code):
            "\(path) could not be started (errno \(code)); check that it is a program for this machine"
        case .ended(let status, let log): "sd-server ended with status \(status); \(log) says why"
        case .killed(let signal, let log):
            "sd-server was ended by signal \(signal); \(log) may say why, and the system's log whether memory ran out"
        case .neverReady(let log):
            "sd-server has not answered since it was started; \(log) says what it is at"
        case .silent(let log): "sd-server stopped answering and was ended; \(log) says what it was at"
        }
    }

    /// The kind of trouble, for logs: `noProgram`.
    package var kind: String {
        switch self {
        case .noProgram: "noProgram"
        case .weights: "weights"
        case .folder: "folder"
        case .notStarted: "notStarted"
        case .ended: "ended"
        case .killed: "killed"
        case .neverReady: "neverReady"
        case .silent: "silent"
        }
    }
}
