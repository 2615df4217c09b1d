import Accounts
import HTTPKit
import Hummingbird
import Kernel

/// What somebody has just done, as the page says to which they are led then.
///
/// The address bears a mark of the server's for the page and the person: whoever makes an address up is told nothing.
enum Deed: String, CaseIterable {
    case saved
    /// A form was sent a second time, and nothing was done.
    case again
    case revoked
    case deleted

    fileprivate func text(at page: Route) -> String { "\(page.path) \(rawValue)" }
}

extension Web {
    /// The address of a page that says it.
    func address(
        of page: Route,
        telling deed: Deed,
        to subject: SubjectID,
        _ context: AppContext
    ) -> String {
        address(of: page, telling: deed, to: subject, in: context.language)
    }

    func address(
        of page: Route,
        telling deed: Deed,
        to subject: SubjectID,
        in language: Language
    ) -> String {
        let mark = tokens.mark(of: deed.text(at: page), by: subject)
        return "\(Links(language).page(page))?\(deed.rawValue)=\(mark)"
    }

    /// What a page that is asked for is to say.
    func deed(
        told query: PageQuery,
        at page: Route,
        to subject: SubjectID
    ) -> Deed? {
        Deed.allCases.first { deed in
            query[deed.rawValue].map { tokens.vouches($0, for: deed.text(at: page), by: subject) } ?? false
        }
    }
}
