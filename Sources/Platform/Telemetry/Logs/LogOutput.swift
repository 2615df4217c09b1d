import Glibc
package import Metrics
import Synchronization

/// Where lines go: whole, one after the other, from any thread.
///
/// Whoever comes while nobody writes, writes; whoever comes meanwhile leaves the line with that thread and goes on. So
/// a reader that stalls holds up one thread, not all. What waits is bounded; past the bound lines are dropped and counted.
package final class LogOutput: Sendable {
    /// Bytes that may wait while a write is stalled.
    static let waitingLimit = 1 << 20

    private struct Waiting {
        var bytes: [UInt8] = []
        var isBeingWritten = false
    }

    private let waiting = Mutex(Waiting())
    private let dropped: Counter
    private let sink: @Sendable ([UInt8]) -> Void

    /// - Parameters:
    ///   - dropped: counts lines that found no room.
    ///   - sink: called by one thread at a time, and may block it.
    package init(dropped: Counter, sink: @escaping @Sendable ([UInt8]) -> Void) {
        self.dropped = dropped
        self.sink = sink
    }

    package static func standardError(dropped: Counter) -> LogOutput {
        LogOutput(dropped: dropped) { writeAll($0, to: STDERR_FILENO) }
    }

    func write(_ line: String) {
        guard leave(line) else { return }
        while let batch = take() { sink(batch) }
    }

    /// Returns whether the caller is the one to write.
    private func leave(_ line: String) -> Bool {
        let isTaken = waiting.withLock { waiting -> Bool? in
            guard waiting.bytes.count + line.utf8.count <= Self.waitingLimit else { return nil }
            waiting.bytes.append(contentsOf: line.utf8)
            defer { waiting.isBeingWritten = true }
            return waiting.isBeingWritten
        }
        if isTaken == nil { dropped.increment() }
        return isTaken == false
    }

    private func take() -> [UInt8]? {
        waiting.withLock { waiting in
            waiting.isBeingWritten = !waiting.bytes.isEmpty
            guard waiting.isBeingWritten else { return nil }
            defer { waiting.bytes = [] }
            return waiting.bytes
        }
    }
}

/// Writes until all is out; gives up when the descriptor is closed or broken, for there is nobody left to tell.
private func writeAll(_ bytes: [UInt8], to descriptor: Int32) {
    var rest = bytes[...]
    while !rest.isEmpty {
        let count = rest.withUnsafeBytes { Glibc.write(descriptor, $0.baseAddress, $0.count) }
        if count > 0 {
            rest = rest.dropFirst(count)
        } else if errno == EAGAIN {
            var request = pollfd(fd: descriptor, events: Int16(POLLOUT), revents: 0)
            poll(&request, 1, -1)
        } else if errno != EINTR {
            return
        }
    }
}
