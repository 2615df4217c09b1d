import FoundationEssentials
import Kernel
import Outbound
package import Queue
import Store

extension RequestDesk {
    /// The work that tells agents where their requests stand.
    package var work: [any WorkHandler] { [TellAgent(desk: self)] }

    /// Queues a call to the agent, in the transaction that changed the request; call `queue.wake` once that has committed.
    func tellAgent(of row: RequestRow, in tx: Transaction) throws {
        guard row.callback != nil else { return }
        try queue.add(NewWork(TellAgent.type, on: row.request.id.value, of: row.subject), in: tx)
    }
}

/// Posts a request's status to the address that its agent named; what comes back is not read.
struct TellAgent: WorkHandler {
    static let type = WorkType(rawValue: "privacy.agent_status")
    let desk: RequestDesk

    var type: WorkType { Self.type }

    func run(_ work: LeasedWork, report: @escaping @Sendable (WorkProgress) -> Void) async throws {
        let (id, desk) = (RightsRequestID(work.target), desk)
        let found = try await desk.store.read { tx in try RequestRecords(tx).row(id) }
        if let row = found, let sealed = row.callback,
            let url = OutboundURL(try await desk.opened(sealed, of: row))
        {
            let body = try JSONEncoder().encode(try await desk.status(of: id))
            let headers = [(name: "Content-Type", value: "application/json")]
            do {
                let answer = try await desk.outbound.send(
                    .post(url, body, headers: headers),
                    to: destination(url, row)
                )
                guard answer.isSuccess else { throw OutboundError.unreachable }
            } catch OutboundError.addressRefused {
                // It will never be allowed: the agent can still ask.
            }
        }
        let told = found?.request
        let hasMoved = try await desk.store.write { tx -> Bool in
            try desk.queue.finish(work, in: tx)
            // What changed while the agent was being told was queued onto this very work.
            guard let row = try RequestRecords(tx).row(id), row.request != told else { return false }
            try desk.tellAgent(of: row, in: tx)
            return true
        }
        if hasMoved { desk.queue.wake() }
    }

    /// An address at the place that the operator named for the agent is the operator's; any other is somebody's.
    private func destination(_ url: OutboundURL, _ row: RequestRow) -> Destination {
        let agent = row.request.agent.flatMap { desk.agents[$0] }
        return .named(by: agent?.callbacks == url.base ? .operator : .person, as: "agent")
    }

    /// Nothing hangs on it: the agent can ask.
    func abandon(_ work: LeasedWork, because end: WorkEnd, in tx: Transaction) throws {}
}
