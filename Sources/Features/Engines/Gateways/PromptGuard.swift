/// Takes out of a prompt what a server would obey instead of draw.
///
/// Prompts are data: a person who writes a server's own syntax must not reach its settings, files or limits.
/// What was taken out is gone for good, so that no removal joins its neighbours into new syntax.
enum PromptGuard {
    /// Takes out `<sd_cpp_extra_args>…</sd_cpp_extra_args>`, in any case and across lines, and either tag by
    /// itself.
    ///
    /// stable-diffusion.cpp runs the JSON between the tags on its routes for other products' clients
    /// (`routes_openai.cpp`, `routes_sdapi.cpp`): size, steps and number of pictures.
    static func withoutExtraArguments(_ text: String) -> String {
        var kept: [Unicode.Scalar] = []
        var openings: [Int] = []
        for scalar in text.unicodeScalars {
            kept.append(scalar)
            guard scalar == ">" else { continue }
            if endsWith(Self.opening, kept) {
                kept.removeLast(Self.opening.count)
                openings.removeAll { $0 > kept.count }
                openings.append(kept.count)
            } else if endsWith(Self.closing, kept) {
                kept.removeLast(Self.closing.count)
                openings.removeAll { $0 > kept.count }
                if let start = openings.popLast() { kept.removeLast(kept.count - start) }
            }
        }
        return Self.text(kept)
    }

    /// Takes out `<lora:…>`, `<hypernet:…>` and every other form between angle brackets, the innermost first:
    /// what is left has no `<` before a `>`.
    ///
    /// AUTOMATIC1111 reads `<name:arguments>` as a network to load from its files (`extra_networks.py`).
    static func withoutAngleForms(_ text: String) -> String {
        var kept: [Unicode.Scalar] = []
        var openings: [Int] = []
        for scalar in text.unicodeScalars {
            if scalar == ">", let start = openings.popLast() {
                kept.removeLast(kept.count - start)
                continue
            }
            if scalar == "<" { openings.append(kept.count) }
            kept.append(scalar)
        }
        return Self.text(kept)
    }

    /// Makes one underscore of several: extensions read `__name__` as a file of theirs to choose a line from.
    static func withoutWildcards(_ text: String) -> String {
        var kept: [Unicode.Scalar] = []
        for scalar in text.unicodeScalars where scalar != "_" || kept.last != "_" { kept.append(scalar) }
        return Self.text(kept)
    }

    private static let opening = Array("<sd_cpp_extra_args>".unicodeScalars)
    private static let closing = Array("</sd_cpp_extra_args>".unicodeScalars)

    private static func endsWith(_ tag: [Unicode.Scalar], _ text: [Unicode.Scalar]) -> Bool {
        text.count >= tag.count && zip(text.suffix(tag.count), tag).allSatisfy { lowered($0) == $1 }
    }

    /// The tags are ASCII, so nothing else has a case that matters.
    private static func lowered(_ scalar: Unicode.Scalar) -> Unicode.Scalar {
        ("A"..."Z").contains(scalar) ? Unicode.Scalar(UInt8(scalar.value) + 0x20) : scalar
    }

    private static func text(_ scalars: [Unicode.Scalar]) -> String {
        var text = String.UnicodeScalarView()
        text.append(contentsOf: scalars)
        return String(text)
    }
}
