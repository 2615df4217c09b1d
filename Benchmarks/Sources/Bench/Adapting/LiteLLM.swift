import Foundation
import Glibc

/// LiteLLM's proxy before an upstream, as its documentation starts it, with a worker for each processor; it ends with the object.
final class LiteLLM {
    private static let key = "sk-bench-0123456789abcdef"
    private static let model = "stub"
    /// It imports much before it listens.
    private static let patience: Duration = .seconds(180)

    /// Asks it for pictures, one connection a request.
    struct Client: Sendable {
        fileprivate let http: LocalHTTP

        func fetch(_ size: String) throws {
            let body = ["model": LiteLLM.model, "prompt": "a red kite over green hills", "size": size]
            let fields = ["Content-Type": "application/json", "Authorization": "Bearer \(LiteLLM.key)"]
            let answer = try http.post("/v1/images/generations", fields, JSONEncoder().encode(body))
            guard answer.status == 200, answer.body.firstRange(of: Data("b64_json".utf8)) != nil else {
                throw Complaint("LiteLLM made no picture: \(answer.text.prefix(300))")
            }
        }
    }

    let client: Client
    private let process: Process
    private let scratch: Scratch

    init(before upstream: StubUpstream, in folder: PythonFolder) throws {
        scratch = try Scratch()
        let settings = scratch.file("litellm.yaml")
        try Data(Self.settings(upstream.base).utf8).write(to: settings)
        let http = LocalHTTP(port: try LocalHTTP.freePort())
        client = Client(http: http)
        process = try folder.program("litellm").start(
            [
                "--config", settings.path, "--host", "127.0.0.1", "--port", "\(http.port)",
                "--num_workers", "\(ProcessInfo.processInfo.activeProcessorCount)", "--telemetry", "False",
            ],
            // Its own list of prices, so that it asks nobody for a newer one.
            environment: [
                "LITELLM_MASTER_KEY": Self.key, "LITELLM_LOCAL_MODEL_COST_MAP": "True",
                "LITELLM_LOG": "ERROR",
            ]
        )
        let clock = ContinuousClock()
        let start = clock.now
        while (try? http.get("/health/readiness"))?.status != 200 {
            guard process.isRunning, clock.now - start < Self.patience else {
                process.terminate()
                throw Complaint("LiteLLM's proxy does not get ready")
            }
            usleep(100_000)
        }
    }

    deinit {
        process.terminate()
        process.waitUntilExit()
    }

    /// Its packages, fetched at the first run.
    static func installed() throws -> PythonFolder {
        let list = PythonFolder.peers.appending(path: "litellm-requirements.txt")
        return try PythonFolder("litellm", holding: ["--requirement", list.path])
    }

    private static func settings(_ base: String) -> String {
        """
        model_list:
          - model_name: \(model)
            litellm_params:
              model: openai/\(model)
              api_base: \(base)
              api_key: sk-stub
        general_settings:
          disable_spend_logs: true
        """
    }
}
