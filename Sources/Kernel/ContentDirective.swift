/// The directives of a content security policy that a browser may report (CSP Level 3, section 6).
package enum ContentDirective: String, CaseIterable, Sendable {
    case baseURI = "base-uri"
    case connect = "connect-src"
    case `default` = "default-src"
    case font = "font-src"
    case formAction = "form-action"
    case frameAncestors = "frame-ancestors"
    case frame = "frame-src"
    case image = "img-src"
    case manifest = "manifest-src"
    case media = "media-src"
    case object = "object-src"
    case script = "script-src"
    case scriptAttribute = "script-src-attr"
    case scriptElement = "script-src-elem"
    case style = "style-src"
    case styleAttribute = "style-src-attr"
    case styleElement = "style-src-elem"
    case worker = "worker-src"
    case other
}
