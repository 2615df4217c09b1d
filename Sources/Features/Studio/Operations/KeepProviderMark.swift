import Engines
import Kernel
import Logging
import Provenance
import Purposes

extension ImageMaker {
    /// What the provider's own credentials say of a picture.
    ///
    /// Nil where it has none, and where they cannot be kept: a picture is delivered without them.
    func providerMark(
        of result: EngineResult,
        under permit: borrowing Permit<ProvideService>
    ) async throws -> ProviderMark? {
        guard let delivery = result.delivery else { return nil }
        let words = try await wordsSent(under: permit)
        do throws(ProviderMark.Flaw) {
            var mark = try await ProviderMark.read(in: delivery)
            for words in words { mark = try mark?.silent(about: words) }
            return mark
        } catch {
            Logger.current.notice(
                "A provider's content credentials were not kept",
                metadata: ["job": "\(job.id)", "reason": "\(error.rawValue)"]
            )
            return nil
        }
    }

    /// Everything that the provider was told in words: what is asked now, what is not to be seen, and what was asked before.
    private func wordsSent(under permit: borrowing Permit<ProvideService>) async throws -> [String] {
        var words = [plan.prompt.text]
        if let negative = plan.settings?.negative { words.append(negative.text) }
        guard case .conversation = plan.settings, let first = plan.inputs.first else { return words }
        do {
            words += try await studio.conversation(about: first.image, under: permit).turns.map(\.words.text)
        } catch is Problem {
            // Deleted while its next turn was made.
        }
        return words
    }
}
