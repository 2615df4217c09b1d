import FoundationEssentials
import Outbound

/// One ComfyUI server, call by call.
struct ComfyServer: Sendable {
    /// Of one picture, in bytes, either way; what the server takes by default.
    static let largestPicture = 100 << 20
    /// Of any other reply, in bytes: a run's history repeats its graph, the queue everybody's.
    static let largestReply = 16 << 20
    /// For a question that costs the server nothing.
    static let askLimit: Duration = .seconds(10)
    /// For handing a graph over, which the server checks first.
    private static let submitLimit: Duration = .seconds(30)

    let outbound: Outbound
    let lane: Lane

    // MARK: A run

    /// Hands a graph over.
    /// - Returns: what the server said to it.
    func submit(_ submission: ComfySubmission) async throws(GatewayFailure) -> ComfyAcceptance {
        let answer = try await post("/prompt", try json(submission), within: Self.submitLimit)
        if answer.status == 400, let refusal = try? JSONDecoder().decode(ComfyRefusal.self, from: answer.body)
        {
            throw GatewayFailure(refusal.reason)
        }
        return try read(answer)
    }

    /// How a run ended; nil as long as it has not, or where the server does not know it.
    func history(of prompt: String) async throws(GatewayFailure) -> ComfyHistory.Run? {
        let history: ComfyHistory = try read(try await get("/history/\(prompt)"))
        return history.run(prompt)
    }

    /// Whether a run waits or is at work.
    func isQueued(_ prompt: String) async throws(GatewayFailure) -> Bool {
        let queue: ComfyQueue = try read(try await get("/queue"))
        return queue.holds(prompt)
    }

    /// Has a run not made, or stopped.
    ///
    /// Old servers know one way for runs that wait and one for those at work. A run may begin between the two
    /// calls, so the first is for those that wait.
    func cancel(_ prompt: String) async throws(GatewayFailure) {
        let answer = try await post("/api/jobs/\(prompt)/cancel", Data("{}".utf8), within: Self.askLimit)
        if answer.isSuccess, (try? JSONDecoder().decode(ComfyCancellation.self, from: answer.body)) != nil {
            return
        }
        let deletion = try json(ComfyDeletion(delete: [prompt]))
        try check(try await post("/queue", deletion, within: Self.askLimit))
        let interruption = try json(ComfyInterruption(promptID: prompt))
        try check(try await post("/interrupt", interruption, within: Self.askLimit))
    }

    /// Has the server forget a run that has ended, words and all.
    func forget(_ prompt: String) async throws(GatewayFailure) {
        let deletion = try json(ComfyDeletion(delete: [prompt]))
        try check(try await post("/history", deletion, within: Self.askLimit))
    }

    // MARK: Pictures

    /// Puts a picture where graphs find it.
    /// - Returns: its name there.
    func upload(_ upload: ComfyUpload, within limit: Duration) async throws(GatewayFailure) -> String {
        let type = "multipart/form-data; boundary=\(upload.boundary)"
        let reply: ComfyUploaded = try read(
            try await post("/upload/image", upload.body, type: type, within: limit)
        )
        return reply.path
    }

    /// The bytes of a file; nil where it is not there, or not yet.
    func picture(_ file: ComfyFile, within limit: Duration) async throws(GatewayFailure) -> Data? {
        let query = [(name: "filename", value: file.name), ("subfolder", file.folder), ("type", file.type)]
        let answer = try await get("/view", query, within: limit, size: Self.largestPicture)
        guard answer.status != 404 else { return nil }
        try check(answer)
        let type = answer.header("Content-Type")?.lowercased() ?? ""
        guard !type.hasPrefix("text/"), !type.hasPrefix("application/json") else {
            throw GatewayFailure(.engineFailed)
        }
        return answer.body.isEmpty ? nil : answer.body
    }

    // MARK: The server itself

    func system() async throws(GatewayFailure) -> ComfySystem {
        try read(try await get("/system_stats"))
    }

    /// The request that opens the socket of a client, by which the server tells about its runs.
    func socket(of client: String, within limit: Duration) throws(GatewayFailure) -> OutboundCall {
        let limits = limits(whole: limit, size: Self.largestReply)
        return .get(try url("/ws", [(name: "clientId", value: client)]), headers: keyHeaders, limits: limits)
    }
}
