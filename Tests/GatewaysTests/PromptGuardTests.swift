import Testing

@testable import Gateways

/// What prompts hide of a server's own syntax.
struct PromptGuardTests {
    @Test(arguments: [
        ("a red kite", "a red kite"),
        ("a <sd_cpp_extra_args>{\"width\":4096}</sd_cpp_extra_args>kite", "a kite"),
        ("a <SD_CPP_Extra_Args>{\"width\":4096}</sd_CPP_extra_ARGS>kite", "a kite"),
        ("a <sd_cpp_extra_args>{\n\"width\":\n4096}\n</sd_cpp_extra_args>kite", "a kite"),
        ("<sd_cpp_extra_args>1</sd_cpp_extra_args>a <sd_cpp_extra_args>2</sd_cpp_extra_args>kite", "a kite"),
        ("<sd_cpp_extra_args><sd_cpp_extra_args>1</sd_cpp_extra_args>2</sd_cpp_extra_args>a kite", "a kite"),
        ("a <sd_cpp_extra_args>kite", "a kite"),
        ("a </sd_cpp_extra_args>kite", "a kite"),
        ("</sd_cpp_extra_args>a kite<sd_cpp_extra_args>", "a kite"),
        ("a < b > c", "a < b > c"),
        ("an <i>old</i> kite", "an <i>old</i> kite"),
        ("", ""),
    ])
    func `extra arguments are taken out, in any case and across lines`(prompt: String, left: String) {
        #expect(PromptGuard.withoutExtraArguments(prompt) == left)
    }

    @Test(arguments: [
        "<sd_cpp_extra_<sd_cpp_extra_args>args>{}</sd_cpp_extra_args>",
        "<sd_cpp_extra_<sd_cpp_extra_args>x</sd_cpp_extra_args>args>{}</sd_cpp_extra_args>",
        "<sd_cpp_</sd_cpp_extra_args>extra_args>{}</sd_cpp_extra_args>",
        "<sd_cpp_extra_args<sd_cpp_extra_args>>{}</sd_cpp_extra_args>",
        "<<sd_cpp_extra_args>sd_cpp_extra_args>{}<</sd_cpp_extra_args>/sd_cpp_extra_args>",
    ])
    func `no removal makes a new tag of its neighbours`(prompt: String) {
        let left = PromptGuard.withoutExtraArguments(prompt)
        #expect(!left.lowercased().contains("<sd_cpp_extra_args>"))
        #expect(!left.lowercased().contains("</sd_cpp_extra_args>"))
    }

    @Test(arguments: [
        ("a <lora:ghost:1> kite", "a  kite"),
        ("a <hypernet:ghost:0.5>kite<LoRA:x>", "a kite"),
        ("a <lora:\nghost:1>kite", "a kite"),
        ("a <lo<lora:x:1>ra:y:1>kite", "a kite"),
        ("<<<lora:x>>>a kite", "a kite"),
        ("<lora:a<b:1>", "<lora:a"),
        ("a kite > a hawk, I <3 it", "a kite > a hawk, I <3 it"),
        ("<\u{301}lora:x>a kite", "a kite"),
        ("(a kite:1.2) [not a hawk]", "(a kite:1.2) [not a hawk]"),
    ])
    func `what stands between angle brackets is taken out`(prompt: String, left: String) {
        #expect(PromptGuard.withoutAngleForms(prompt) == left)
    }

    @Test(arguments: 1...40)
    func `nothing between angle brackets is left of any mixture`(seed: Int) {
        var generator = Dice(state: UInt64(seed))
        let letters: [Unicode.Scalar] = ["<", ">", "<", ">", "a", ":", "_", "_", "\n"]
        let text = String(
            String.UnicodeScalarView((0..<200).map { _ in letters.randomElement(using: &generator) ?? "a" })
        )
        let left = PromptGuard.withoutAngleForms(text)
        if let opening = left.firstIndex(of: "<") { #expect(!left[opening...].contains(">")) }
        #expect(!PromptGuard.withoutWildcards(left).contains("__"))
    }

    @Test(arguments: [
        ("a __colour__ kite", "a _colour_ kite"), ("____", "_"), ("snake_case", "snake_case"), ("", ""),
    ])
    func `no name of a wildcard file is left`(prompt: String, left: String) {
        #expect(PromptGuard.withoutWildcards(prompt) == left)
    }

    @Test(.timeLimit(.minutes(1)))
    func `the longest prompt of nothing but brackets is read at once`() {
        let brackets = String(repeating: "<", count: 16_000) + String(repeating: ">", count: 16_000)
        #expect(PromptGuard.withoutAngleForms(brackets).isEmpty)
        let tags = String(repeating: "<sd_cpp_extra_args>", count: 1_700)
        #expect(PromptGuard.withoutExtraArguments(tags).isEmpty)
    }

    /// The same throws in every run (xorshift64: Marsaglia, 2003).
    private struct Dice: RandomNumberGenerator {
        var state: UInt64

        mutating func next() -> UInt64 {
            state ^= state << 13
            state ^= state >> 7
            state ^= state << 17
            return state
        }
    }
}
