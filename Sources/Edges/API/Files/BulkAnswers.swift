import FoundationEssentials
import Kernel
import Purposes
import Studio

/// Writes what became of a bulk, line by line, from its jobs as they are now.
struct BulkAnswers: Sendable {
    let studio: Studio
    let gate: PurposeGate
    let reader: any BulkReader

    /// Hands each line over, without its end, and whether it is the first.
    @concurrent func forEach(
        in bulk: BulkHead,
        _ part: BulkPart,
        _ take: @concurrent (_ line: Data, _ isFirst: Bool) async throws -> Void
    ) async throws {
        var (last, isFirst) = (-1, true)
        while true {
            // Asked again for every few: whoever reads a long one may be erased meanwhile.
            let permit = try await gate.permit(ProvideService.self, for: bulk.owner)
            let outcomes = try await studio.outcomes(of: bulk.id, part, after: last, under: permit)
            guard let end = outcomes.last else { return }
            for outcome in outcomes {
                try await take(try await reader.text(outcome, of: bulk), isFirst)
                isFirst = false
            }
            last = end.position
        }
    }
}
