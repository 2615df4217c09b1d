import HTTPKit
import Kernel

/// The page that somebody comes back to, after signing in or after choosing a language.
///
/// It can only be a page of ours: of the text that a form or an address brought, nothing survives but which page it names.
/// Whatever names none, another site's address above all, leads to the studio.
struct ReturnPage: Sendable {
    private let page: Route
    let language: Language

    init(_ page: Route = .studio, in language: Language) {
        self.page = page
        self.language = language
    }

    /// Reads what a form's `return_to` or a link's query says.
    ///
    /// `language` is for the studio, where the text names no page.
    init(_ text: String?, otherwise language: Language) {
        let address = text.flatMap { PageAddress(path: $0) }
        page = address?.page ?? .studio
        self.language = address?.language ?? language
    }

    /// Safe to redirect to, and to write into a form.
    var path: String { page.path(in: language) }

    /// The same page in another language.
    func path(in language: Language) -> String { page.path(in: language) }
}
