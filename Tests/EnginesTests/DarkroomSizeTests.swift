import Foundation
import Kernel
import Testing

@testable import Engines

/// What an edit will measure, before it is rendered.
struct DarkroomSizeTests {
    @Test(arguments: [
        (#"{"tool":"blur"}"#, "1500x1000"),
        (#"{"tool":"crop","aspect":"1:1"}"#, "1000x1000"),
        (#"{"tool":"crop","aspect":"16:9"}"#, "1500x844"),
        (#"{"tool":"crop","aspect":"9:16"}"#, "563x1000"),
        (#"{"tool":"crop","aspect":"100:1"}"#, "1500x15"),
        (#"{"tool":"crop","box":{"x":0.1,"y":0.2,"width":0.5,"height":0.3}}"#, "750x300"),
        (#"{"tool":"crop","box":{"x":1400,"y":0,"width":300,"height":2000,"unit":"pixel"}}"#, "100x1000"),
        (#"{"tool":"rotate"}"#, "1000x1500"),
        (#"{"tool":"rotate","angle":-180}"#, "1500x1000"),
        (#"{"tool":"rotate","angle":45}"#, "1768x1768"),
        (#"{"tool":"flip"}"#, "1500x1000"),
        (#"{"tool":"resize","width":750}"#, "750x500"),
        (#"{"tool":"resize","height":3000}"#, "4500x3000"),
        (#"{"tool":"resize","width":600,"height":600}"#, "600x400"),
        (#"{"tool":"resize","width":600,"height":600,"fit":"cover"}"#, "600x600"),
        (#"{"tool":"resize","width":600,"height":600,"fit":"stretch"}"#, "600x600"),
        (#"{"tool":"resize","factor":0.5}"#, "750x500"),
        (#"{"tool":"extend","left":10,"bottom":20}"#, "1510x1020"),
        (#"{"tool":"extend","left":0.1,"right":0.1,"unit":"fraction"}"#, "1800x1000"),
        (#"{"tool":"extend","aspect":"1:1"}"#, "1500x1500"),
        (#"{"tool":"extend","aspect":"3:1"}"#, "3000x1000"),
    ])
    func `a step's size is known beforehand`(json: String, size: String) throws {
        let step = try DarkroomSupport.step(json)
        #expect(try EditPlan.size(after: [step], from: DarkroomSupport.canvas).description == size)
    }

    @Test func `the largest that a picture is on its way is known beforehand`() throws {
        let steps = try [
            #"{"tool":"resize","factor":4}"#, #"{"tool":"crop","aspect":"1:1"}"#,
            #"{"tool":"resize","width":10}"#,
        ].map(DarkroomSupport.step)
        #expect(try EditPlan.longestSide(of: steps, from: DarkroomSupport.canvas) == 6_000)
        #expect(try EditPlan.longestSide(of: [], from: DarkroomSupport.canvas) == 1_500)
    }

    @Test func `steps follow one another`() throws {
        let steps = try [
            #"{"tool":"resize","factor":2}"#, #"{"tool":"rotate"}"#, #"{"tool":"crop","aspect":"1:1"}"#,
        ].map(DarkroomSupport.step)
        #expect(try EditPlan.size(after: steps, from: DarkroomSupport.canvas).description == "2000x2000")
    }

    @Test(arguments: [
        (#"{"tool":"resize","factor":16}"#, "edit_size_out_of_bounds", "steps[1]"),
        (#"{"tool":"resize","width":12288}"#, "edit_size_out_of_bounds", "steps[1]"),
        (#"{"tool":"extend","left":12288}"#, "edit_size_out_of_bounds", "steps[1]"),
        (#"{"tool":"extend","aspect":"100:1"}"#, "edit_size_out_of_bounds", "steps[1]"),
        (#"{"tool":"extend","left":5,"unit":"fraction"}"#, "value_out_of_range", "steps[1].left"),
        (
            #"{"tool":"crop","box":{"x":1500,"y":0,"width":10,"height":10,"unit":"pixel"}}"#, "edit_outside",
            "steps[1].box"
        ),
    ])
    func `what grows too large or lies outside is refused`(json: String, code: String, field: String) throws {
        let steps = [try DarkroomSupport.step(#"{"tool":"sepia"}"#), try DarkroomSupport.step(json)]
        let problem = try #require(throws: Problem.self) {
            try EditPlan.size(after: steps, from: DarkroomSupport.canvas)
        }
        #expect(problem.code.rawValue == code)
        #expect(problem.field == field)
    }

    @Test func `a large picture may be brought down, not kept`() throws {
        let large = PixelSize(width: 8_000, height: 6_000)
        let down = try ["sharpen", "resize"].map { tool in
            try DarkroomSupport.step(#"{"tool":"\#(tool)"\#(tool == "resize" ? #","factor":0.5"# : "")}"#)
        }
        #expect(try EditPlan.size(after: down, from: large).description == "4000x3000")
        #expect(throws: Problem.self) { try EditPlan.size(after: Array(down.prefix(1)), from: large) }
    }
}
