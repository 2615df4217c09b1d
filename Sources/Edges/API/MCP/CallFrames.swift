import FoundationEssentials
import Kernel
import NIOCore
import Studio
import Synchronization
import Wire

/// What a client is sent while its call runs, as server-sent events: progress where it gave a token, and the answer at the end.
final class CallFrames: Sendable {
    private let service: MCPService
    private let request: RPCRequest
    private let language: Language
    private let call: JobCall
    private let running: RunningCall?
    /// The protocol wants each progress to be higher than the last.
    private let told = Mutex(-1.0)

    init(
        _ service: MCPService,
        _ request: RPCRequest,
        _ call: JobCall,
        running: RunningCall?,
        _ language: Language
    ) {
        self.service = service
        self.request = request
        self.call = call
        self.running = running
        self.language = language
    }

    /// What is to be said of the job now.
    func messages(of job: Job) async -> [JSONPart] {
        guard job.status.isFinal else { return progress(of: job).map { [$0] } ?? [] }
        // Who took the request back expects no answer.
        if running?.isCancelled == true { return [] }
        return [RPCAnswer.result(await call.result(job), to: request.id)]
    }

    func frames(of job: Job) async throws -> [ByteBuffer] {
        try await messages(of: job).map(Self.frame)
    }

    /// The answer alone, for clients that take no events.
    func body(of job: Job) async throws -> Data {
        try RPCAnswer.result(await call.result(job), to: request.id).line()
    }

    private func progress(of job: Job) -> JSONPart? {
        guard let token = request.progressToken else { return nil }
        let isNew = told.withLock { told in
            guard job.progress > told else { return false }
            told = job.progress
            return true
        }
        return isNew ? service.progress(of: job, to: token, in: language) : nil
    }

    private static func frame(_ message: JSONPart) throws -> ByteBuffer {
        var frame = ByteBuffer(string: "event: message\ndata: ")
        frame.writeBytes(try message.line())
        frame.writeString("\n\n")
        return frame
    }
}
