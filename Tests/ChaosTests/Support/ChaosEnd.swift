import Blobs
import Engines
import Kernel
import Studio

/// All that a run left, and what of it is as it must not be: each list is empty when its claim holds.
struct ChaosEnd: Sendable {
    let jobs: Int
    let books: ChaosBooks
    /// What the host did for each picture, by the picture's seed.
    let answers: [Int: [ChaosAnswer]]
    /// What all customers have less than they were given.
    let spent: Credits
    /// Items in the queue.
    let work: Int
    let callsUnderWay: Int
    let blobs: [BlobName]
    let filesOnDisk: Int
    let connections: Int
    let openFiles: OpenFiles

    var images: [ChaosBooks.ImageLine] { books.images.values.flatMap(\.self) }
    var calls: [ChaosBooks.CallLine] { books.calls.values.flatMap(\.self) }

    /// Jobs that are neither a success with pictures nor a failure without any and with its reason.
    var undecided: [JobID] {
        books.jobs.filter { job in
            let made = books.images[job.id, default: []].count
            return switch job.status {
            case .succeeded: !(1...job.count).contains(made) || job.failure != nil
            case .failed: made != 0 || job.failure == nil
            case .queued, .running, .canceled: true
            }
        }
        .map(\.id)
    }

    /// Jobs for which something else was held, spent or given back than their pictures say.
    var unbalanced: [JobID] { books.jobs.filter { !isBalanced($0) }.map(\.id) }

    private func isBalanced(_ job: ChaosBooks.JobLine) -> Bool {
        let lines = Dictionary(grouping: books.entries[job.id, default: []], by: \.kind)
        func credits(_ kind: String) -> [Credits] { lines[kind, default: []].map(\.credits) }
        let places = books.images[job.id, default: []].map(\.position).sorted()
        let price = ChaosPlace.price
        let rest = price * (job.count - places.count)
        guard credits("hold") == [price * job.count], job.price == price * places.count else { return false }
        guard lines["capture", default: []].map(\.position).sorted() == places,
            credits("capture") == Array(repeating: price, count: places.count)
        else { return false }
        return credits("release") == (rest == .zero ? [] : [rest])
    }

    /// Seeds of pictures that were asked for again after a call for which the provider may take money.
    ///
    /// An answer without a picture may be billed and is asked for once more all the same: seldom is the second empty, too.
    var paidTwice: [Int] { answers.filter { Self.isPaidTwice($0.value) }.map(\.key) }

    private static func isPaidTwice(_ answers: [ChaosAnswer]) -> Bool {
        if answers.dropLast().contains(where: { $0.mayCost && $0 != .noImage }) { return true }
        return answers.filter { $0 == .noImage }.count > 2 || answers.count > 3
    }

    /// Pictures whose calls are not written down as what the host did, one by one.
    ///
    /// What it did in time for nobody is written down as unknown: a machine that is busy elsewhere may be that late.
    var miswritten: [Int] {
        var seeds = Set(answers.keys)
        for job in books.jobs {
            let lines = Dictionary(grouping: books.calls[job.id, default: []], by: \.position)
            for position in 0..<job.count {
                // Nothing was sent where nobody took the connection.
                let calls = lines[position, default: []].filter {
                    $0.outcome != CallOutcome.transport.rawValue
                }
                let expected = answers[job.seed + position, default: []]
                let isRight =
                    calls.count == expected.count && zip(calls, expected).allSatisfy { Self.agree($0, $1) }
                if isRight { seeds.remove(job.seed + position) } else { seeds.insert(job.seed + position) }
            }
        }
        return seeds.sorted()
    }

    private static func agree(_ call: ChaosBooks.CallLine, _ answer: ChaosAnswer) -> Bool {
        let isSame = call.outcome == answer.outcome.rawValue
        return call.hasEnded && (isSame || call.outcome == CallOutcome.unknown.rawValue)
    }

    /// Kinds of trouble that never came up.
    var missing: [ChaosAnswer] {
        let seen = Set(answers.values.flatMap(\.self))
        return ChaosAnswer.troubles.filter { !seen.contains($0) }
    }
}
