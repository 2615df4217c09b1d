import Foundation
import Kernel
import Testing

@testable import Engines

/// Steps as JSON: what is taken, what is refused, and that nothing is lost on the way.
struct DarkroomStepTests {
    private static let mask = #"{"lasso":[[0,0],[1,0],[0.5,1]],"invert":true,"feather":4,"canvas":"source"}"#
    private static let image = DarkroomSupport.second.text

    /// One step a tool, with every member that it may have at the same time.
    private static let samples: [String] =
        [
            #"{"tool":"crop","box":{"x":10,"y":20,"width":300,"height":200,"unit":"pixel"}}"#,
            #"{"tool":"crop","aspect":"16:9"}"#,
            #"{"tool":"straighten","angle":-2.5}"#,
            ##"{"tool":"rotate","angle":15,"fill":"#ffffff"}"##,
            #"{"tool":"flip","direction":"vertical"}"#,
            #"{"tool":"resize","width":800,"height":600,"fit":"cover"}"#,
            #"{"tool":"resize","factor":0.5}"#,
            #"{"tool":"extend","left":10,"top":0,"right":20,"bottom":5,"unit":"pixel","fill":"mirror"}"#,
            #"{"tool":"extend","aspect":"1:1","fill":"transparent"}"#,
            #"{"tool":"hue","angle":-40,"mask":\#(mask)}"#,
            #"{"tool":"curves","points":[[0,10],[128,140],[255,255]],"channel":"red"}"#,
            #"{"tool":"levels","black":8,"white":240,"gamma":1.2}"#,
            ##"{"tool":"duotone","dark":"#102030","light":"#ffeedd","amount":80}"##,
            ##"{"tool":"recolour","colour":"#2f74d0","from":"#d63b2f","tolerance":40,"amount":90}"##,
            #"{"tool":"posterise","levels":4}"#,
            #"{"tool":"grain","amount":30,"seed":7}"#,
            #"{"tool":"remove_background","keep":\#(mask),"drop":{"rectangle":{"x":0,"y":0,"width":0.1,"height":0.1}}}"#,
            ##"{"tool":"replace_background","colour":"#ffffff","subject":{"subject":true}}"##,
            #"{"tool":"replace_background","image":"\#(image)"}"#,
            #"{"tool":"blur_background","amount":70}"#,
            #"{"tool":"erase","mask":{"image":"\#(image)"},"seed":3}"#,
            #"{"tool":"paste","image":"\#(image)","box":{"x":0,"y":0,"width":0.5,"height":0.5},"mode":"plain"}"#,
            #"{"tool":"pencil","coloured":true,"amount":80}"#,
            #"{"tool":"oil","brush":30,"amount":70}"#,
            #"{"tool":"blur_faces"}"#,
            #"{"tool":"pixelate_faces","mask":{"subject":true}}"#,
        ] + plain.map { #"{"tool":"\#($0)","amount":40,"mask":\#(mask)}"# }

    private static let plain = [
        "exposure", "contrast", "highlights", "shadows", "temperature", "tint", "saturation", "vibrance",
        "auto",
        "black_and_white", "sepia", "invert", "blur", "sharpen", "denoise", "vignette", "cartoon",
        "watercolour",
    ]

    @Test func `the samples show every tool`() throws {
        let tools = try Set(Self.samples.map { try DarkroomSupport.step($0).tool })
        #expect(tools == Set(EditTool.allCases))
    }

    @Test(arguments: samples)
    func `a step comes back as it was`(json: String) throws {
        let step = try DarkroomSupport.step(json)
        let given = try JSONDecoder().decode(PlainJSON.self, from: Data(json.utf8))
        let written = try JSONDecoder().decode(PlainJSON.self, from: JSONEncoder().encode(step))
        #expect(try JSONDecoder().decode(EditStep.self, from: JSONEncoder().encode(step)) == step)
        guard case .object(let before) = given, case .object(let after) = written else {
            Issue.record("no object")
            return
        }
        for (name, value) in before { #expect(after[name] == value, "\(name)") }
    }

    @Test(arguments: EditTool.allCases)
    func `defaults lie within their ranges`(tool: EditTool) throws {
        for member in tool.members {
            guard let standard = member.standard else { continue }
            try member.kind.check(standard, field: member.name.rawValue)
        }
    }

    @Test func `what is left out is written out, so that it means the same for ever`() throws {
        let json = try EditRecipe([DarkroomSupport.step(#"{"tool":"blur"}"#)]).json
        #expect(String(decoding: json, as: UTF8.self) == #"[{"amount":20,"tool":"blur"}]"#)
    }

    @Test(arguments: [
        (#"[{"amount":4}]"#, "missing_field", "steps[0].tool"),
        (#"[{"tool":"blurr"}]"#, "edit_tool_unknown", "steps[0].tool"),
        (#"[{"tool":7}]"#, "wrong_field_type", "steps[0].tool"),
        (
            #"[{"tool":"blur"},{"tool":"blur"},{"tool":"blur","amount":101}]"#, "value_out_of_range",
            "steps[2].amount"
        ),
        (#"[{"tool":"blur","amount":-1}]"#, "value_out_of_range", "steps[0].amount"),
        (#"[{"tool":"blur","amount":"4"}]"#, "wrong_field_type", "steps[0].amount"),
        (#"[{"tool":"blur","amount":true}]"#, "wrong_field_type", "steps[0].amount"),
        (#"[{"tool":"blur","radius":4}]"#, "unknown_field", "steps[0].radius"),
        (#"[{"tool":"blur","angle":4}]"#, "unknown_field", "steps[0].angle"),
        (#"[{"tool":"crop"}]"#, "one_field_of", "steps[0]"),
        (
            #"[{"tool":"crop","aspect":"16:9","box":{"x":0,"y":0,"width":1,"height":1}}]"#, "one_field_of",
            "steps[0]"
        ),
        (#"[{"tool":"crop","aspect":"16/9"}]"#, "value_unknown", "steps[0].aspect"),
        (#"[{"tool":"crop","aspect":"0:9"}]"#, "value_unknown", "steps[0].aspect"),
        (#"[{"tool":"crop","box":{"x":0,"y":0,"width":1}}]"#, "missing_field", "steps[0].box.height"),
        (
            #"[{"tool":"crop","box":{"x":0.5,"y":0,"width":0.6,"height":1}}]"#, "value_out_of_range",
            "steps[0].box.width"
        ),
        (
            #"[{"tool":"crop","box":{"x":0,"y":0,"width":0,"height":1}}]"#, "value_out_of_range",
            "steps[0].box.width"
        ),
        (
            #"[{"tool":"crop","box":{"x":0,"y":0,"width":1,"height":1,"unit":"mile"}}]"#, "value_unknown",
            "steps[0].box.unit"
        ),
        (#"[{"tool":"crop","aspect":"1:1","mask":{"subject":true}}]"#, "unknown_field", "steps[0].mask"),
        (#"[{"tool":"straighten"}]"#, "missing_field", "steps[0].angle"),
        (#"[{"tool":"flip","direction":"sideways"}]"#, "value_unknown", "steps[0].direction"),
        (#"[{"tool":"rotate","fill":"see-through"}]"#, "value_unknown", "steps[0].fill"),
        (#"[{"tool":"resize"}]"#, "missing_field", "steps[0].width"),
        (#"[{"tool":"resize","width":10,"factor":2}]"#, "one_field_of", "steps[0]"),
        (#"[{"tool":"resize","width":10.5}]"#, "wrong_field_type", "steps[0].width"),
        (#"[{"tool":"resize","width":12289}]"#, "value_out_of_range", "steps[0].width"),
        (#"[{"tool":"extend"}]"#, "missing_field", "steps[0].left"),
        (#"[{"tool":"levels","black":200,"white":100}]"#, "value_out_of_range", "steps[0].white"),
        (#"[{"tool":"curves"}]"#, "missing_field", "steps[0].points"),
        (#"[{"tool":"curves","points":[[0,0]]}]"#, "length_out_of_range", "steps[0].points"),
        (#"[{"tool":"curves","points":[[9,0],[9,255]]}]"#, "value_out_of_range", "steps[0].points[1]"),
        (#"[{"tool":"curves","points":[[0,0],[9]]}]"#, "wrong_field_type", "steps[0].points[1]"),
        (#"[{"tool":"recolour"}]"#, "missing_field", "steps[0].colour"),
        (#"[{"tool":"recolour","colour":"red"}]"#, "colour_malformed", "steps[0].colour"),
        (#"[{"tool":"replace_background"}]"#, "one_field_of", "steps[0]"),
        (#"[{"tool":"replace_background","image":"job_1"}]"#, "value_unknown", "steps[0].image"),
        (#"[{"tool":"erase"}]"#, "missing_field", "steps[0].mask"),
        (#"[{"tool":"blur","mask":{}}]"#, "one_field_of", "steps[0].mask"),
        (#"[{"tool":"blur","mask":{"subject":false}}]"#, "value_unknown", "steps[0].mask.subject"),
        (
            #"[{"tool":"blur","mask":{"subject":true,"feather":101}}]"#, "value_out_of_range",
            "steps[0].mask.feather"
        ),
        (
            #"[{"tool":"blur","mask":{"subject":true,"inverted":true}}]"#, "unknown_field",
            "steps[0].mask.inverted"
        ),
        (#"[{"tool":"blur","mask":{"lasso":[[0,0],[1,1]]}}]"#, "length_out_of_range", "steps[0].mask.lasso"),
        (
            #"[{"tool":"blur","mask":{"lasso":[[0,0],[1,1],[2,0]]}}]"#, "value_out_of_range",
            "steps[0].mask.lasso[2]"
        ),
        (#"["blur"]"#, "wrong_field_type", "steps[0]"),
        (#"{"tool":"blur"}"#, "wrong_field_type", "steps"),
        ("[]", "missing_field", "steps"),
    ])
    func `a refusal names the step and its member`(json: String, code: String, field: String) throws {
        let problem = try #require(throws: Problem.self) { try EditRecipe(json: Data(json.utf8)) }
        #expect(problem.code.rawValue == code)
        #expect(problem.field == field)
    }

    @Test(arguments: [
        "", "[", "[{]", "nonsense", #"[{"tool":"blur","amount":1e999}]"#, #"[],"steps":[{"tool":"blur"}]"#,
        String(repeating: "[", count: 2_000),
        #"[{"tool":"blur","mask":"# + String(repeating: #"{"a":"#, count: 400),
    ])
    func `what is no list of steps is refused`(json: String) {
        #expect(throws: Problem.self) { try EditRecipe(json: Data(json.utf8)) }
    }

    @Test func `fifty steps are taken and one more is not`() throws {
        func list(_ count: Int) -> Data {
            Data(
                ("[" + Array(repeating: #"{"tool":"sepia"}"#, count: count).joined(separator: ",") + "]").utf8
            )
        }
        #expect(try EditRecipe(json: list(50)).steps.count == 50)
        let problem = try #require(throws: Problem.self) { try EditRecipe(json: list(51)) }
        #expect(problem.code == .editTooManySteps)
    }

    @Test func `a recipe of another version is refused`() throws {
        let recipe = try EditRecipe([DarkroomSupport.step(#"{"tool":"sepia"}"#)])
        let json = try JSONEncoder().encode(recipe)
        #expect(try JSONDecoder().decode(EditRecipe.self, from: json) == recipe)
        let later = String(decoding: json, as: UTF8.self).replacing("\"version\":1", with: "\"version\":2")
        #expect(throws: Problem.self) { try JSONDecoder().decode(EditRecipe.self, from: Data(later.utf8)) }
    }

    @Test(arguments: 0..<40)
    func `damaged steps are read or refused, never more`(seed: Int) {
        var chance = SeededGenerator(Seed(clamping: UInt64(seed)))
        for _ in 0..<50 {
            var bytes = Array(("[" + (Self.samples.randomElement(using: &chance) ?? "") + "]").utf8)
            for _ in 0...Int.random(in: 0...4, using: &chance) {
                let place = Int.random(in: 0..<bytes.count, using: &chance)
                switch Int.random(in: 0...3, using: &chance) {
                case 0: bytes[place] = UInt8.random(in: 0...255, using: &chance)
                case 1:
                    bytes.insert(Array("[]{}\",:-09e.".utf8).randomElement(using: &chance) ?? 0, at: place)
                case 2 where bytes.count > 2: bytes.remove(at: place)
                default: bytes = Array(bytes.prefix(max(place, 1)))
                }
            }
            do throws(Problem) {
                let recipe = try EditRecipe(json: Data(bytes))
                _ = try? EditPlan.size(after: recipe.steps, from: DarkroomSupport.canvas)
            } catch {
                #expect(error.status >= 400)
            }
        }
    }
}
