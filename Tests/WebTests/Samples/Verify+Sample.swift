import HTTPKit
import Kernel
import Provenance

@testable import Web

extension VerifyPage: SampledPage {
    static func sample(_ words: Catalogue) throws -> VerifyPage {
        var page = VerifyPage(layout: .sample(words, at: .verify))
        page.judgement = Judgement(.madeHere, source: SourceTerm("humanEdits"), act: .edited)
        page.fault = ProblemWords(Problem(.imageUnreadable, field: "file"), words)
        return page
    }
}
