package import FoundationEssentials
import Mustache

/// The pages' templates, read once at the start.
package struct Templates: Sendable {
    private let library: MustacheLibrary

    /// Reads every `.mustache` file in `folder` and below.
    /// - Throws: `TemplateDefect`, or the parser's error with the file's name.
    package init(folder: URL) async throws {
        library = try await MustacheLibrary(directory: folder.path)
        for template in Template.allCases where library.getTemplate(named: template.rawValue) == nil {
            throw TemplateDefect.missing(template.rawValue, folder: folder.path)
        }
    }

    func render(_ page: some PageModel) -> String {
        // Each template was there at the start, and the library has no other reason to answer nil.
        library.render(page, withTemplate: type(of: page).template.rawValue) ?? ""
    }
}

/// The template of each page, by the name of its file.
enum Template: String, CaseIterable {
    case studio
    case job
    case gallery
    case image
    case editor
    case designs
    case design
    case compose
    case batch
    case batchProgress = "batch-progress"
    case models
    case erase
    case erased
    case form
    case account
    case providers
    case security = "account-security"
    case keys = "account-keys"
    case key = "account-key"
    case keySecret = "key-secret"
    case oneTimeCode = "one-time-code"
    case recoveryCodes = "recovery-codes"
    case email = "account-email"
    case activity = "account-activity"
    case preferences = "account-preferences"
    case webhooks = "account-webhooks"
    case webhook = "account-webhook"
    case webhookSecret = "webhook-secret"
    case webhookDelivery = "webhook-delivery"
    case close = "account-close"
    case bring = "account-bring"
    case agreement = "email-agreement"
    case problem
    case admin
    case decisions
    case cookies
    case privacyDelete = "privacy-delete"
    case privacyRestrict = "privacy-restrict"
    case privacyReport = "privacy-report"
    case terms
    case privacyCenter = "privacy-center"
    case privacy
    case export
    case bringArchive = "import"
    case request
    case verify
    case shared
    case docs
    case docsGroup = "docs-group"
}

/// What one template shows; keys that a page does not know are its layout's.
protocol PageModel: MustacheParent, Sendable {
    static var template: Template { get }
    var layout: Layout { get set }
}

/// Why the template folder cannot be used; the server does not start.
package enum TemplateDefect: Error, Hashable, CustomStringConvertible {
    case missing(String, folder: String)

    package var description: String {
        switch self {
        case .missing(let name, let folder):
            "\(folder)/\(name).mustache is missing; set NBP_SHARE_DIR to the folder that came with the server"
        }
    }
}
