package import Kernel
package import Studio
package import Wire

/// What becomes of a request.
package enum MCPReply: Sendable {
    case result([String: JSONPart])
    case fault(RPCFault)
    /// A job is under way; its end is the answer.
    case job(JobCall)
}

/// A call that is answered once its job has ended.
package struct JobCall: Sendable {
    package let job: JobID
    /// The result of the call, from the job as it has ended.
    package let result: @Sendable (Job) async -> [String: JSONPart]
}
