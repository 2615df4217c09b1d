/// How the colours of one picture mix with those below it, as the W3C's Compositing and Blending defines them.
package enum BlendMode: String, Hashable, Sendable, Codable, CaseIterable {
    case normal, multiply, screen, overlay, darken, lighten, difference
    case softLight = "soft-light"
    case hardLight = "hard-light"
}
