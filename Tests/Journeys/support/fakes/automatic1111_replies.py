"""The shapes of what AUTOMATIC1111 says and hears, from `modules/api/models.py` and `modules/processing.py`."""

import json
import time
from dataclasses import dataclass, field
from typing import Any

SAMPLERS = ["DPM++ 2M", "DPM++ SDE", "DPM++ 2M SDE", "Euler a", "Euler", "LMS", "Heun", "DPM2", "DDIM", "UniPC", "LCM"]
SCHEDULERS = ["automatic", "uniform", "karras", "exponential", "polyexponential", "sgm_uniform", "simple"]
UPSCALERS = ["None", "Lanczos", "Nearest", "R-ESRGAN 4x+"]
SCRIPTS = ["prompt matrix", "x/y/z plot"]
ALWAYS_ON = ["refiner", "seed"]

NUMBER = (int, float)
COMMON: dict[str, Any] = {
    **dict.fromkeys(["prompt", "negative_prompt", "sampler_name", "sampler_index", "scheduler", "script_name"], str),
    **dict.fromkeys(["force_task_id", "infotext", "refiner_checkpoint"], str),
    **dict.fromkeys(["seed", "subseed", "seed_resize_from_h", "seed_resize_from_w", "width", "height", "steps"], int),
    **dict.fromkeys(["batch_size", "n_iter"], int),
    **dict.fromkeys(["cfg_scale", "denoising_strength", "eta", "s_churn", "s_tmax", "s_tmin", "s_noise"], NUMBER),
    **dict.fromkeys(["subseed_strength", "s_min_uncond", "refiner_switch_at"], NUMBER),
    **dict.fromkeys(["restore_faces", "tiling", "do_not_save_samples", "do_not_save_grid", "send_images"], bool),
    **dict.fromkeys(["save_images", "disable_extra_networks", "override_settings_restore_afterwards"], bool),
    **dict.fromkeys(["override_settings", "alwayson_scripts", "comments"], dict),
    **dict.fromkeys(["styles", "script_args"], list),
}
TEXT_MEMBERS: dict[str, Any] = {
    **COMMON,
    **dict.fromkeys(["enable_hr"], bool),
    **dict.fromkeys(
        ["firstphase_width", "firstphase_height", "hr_second_pass_steps", "hr_resize_x", "hr_resize_y"], int
    ),
    "hr_scale": NUMBER,
    **dict.fromkeys(["hr_upscaler", "hr_checkpoint_name", "hr_sampler_name", "hr_scheduler", "hr_prompt"], str),
    "hr_negative_prompt": str,
}
IMAGE_MEMBERS: dict[str, Any] = {
    **COMMON,
    "init_images": list,
    "mask": str,
    **dict.fromkeys(["resize_mode", "mask_blur", "mask_blur_x", "mask_blur_y", "inpainting_fill"], int),
    **dict.fromkeys(["inpaint_full_res_padding", "inpainting_mask_invert"], int),
    **dict.fromkeys(["image_cfg_scale", "initial_noise_multiplier"], NUMBER),
    **dict.fromkeys(["inpaint_full_res", "mask_round", "include_init_images"], bool),
    "latent_mask": str,
}


@dataclass
class State:
    """What the server is at; there is one for all."""

    job: str = ""
    job_count: int = 0
    job_no: int = 0
    sampling_step: int = 0
    sampling_steps: int = 0
    interrupted: bool = False
    began: float = field(default_factory=time.time)

    def reply(self) -> dict:
        return {
            "skipped": False,
            "interrupted": self.interrupted,
            "stopping_generation": False,
            "job": self.job,
            "job_count": self.job_count,
            "job_timestamp": time.strftime("%Y%m%d%H%M%S", time.localtime(self.began)),
            "job_no": self.job_no,
            "sampling_step": self.sampling_step,
            "sampling_steps": self.sampling_steps,
        }


def progress(state: State, image: str | None) -> dict:
    """`GET /sdapi/v1/progress`."""
    if state.job_count == 0:
        return {"progress": 0.0, "eta_relative": 0.0, "state": state.reply(), "current_image": None, "textinfo": None}
    share = 0.01 + state.job_no / state.job_count
    if state.sampling_steps:
        share += state.sampling_step / state.sampling_steps / state.job_count
    passed = time.time() - state.began
    return {
        "progress": min(share, 1),
        "eta_relative": passed / share - passed,
        "state": state.reply(),
        "current_image": image,
        "textinfo": None,
    }


def checkpoints(models: dict[str, str]) -> list[dict]:
    """`GET /sdapi/v1/sd-models`; models are files by their short hashes."""
    return [
        {
            "title": title(name, digest),
            "model_name": name.rpartition(".")[0],
            "hash": digest,
            "sha256": digest.ljust(64, "0"),
            "filename": f"/models/{name}",
            "config": None,
        }
        for digest, name in models.items()
    ]


def title(name: str, digest: str) -> str:
    return f"{name} [{digest}]"


def error(kind: str, detail: str = "", errors: str = "") -> dict:
    """What `handle_exception` makes of an exception."""
    return {"error": kind, "detail": detail, "body": "", "errors": errors}


def wrong_members(request: dict, known: dict[str, Any]) -> list[dict]:
    """What pydantic has against a request; null is as good as nothing, and what it does not know it overlooks."""
    wrong = []
    for name, value in request.items():
        kind = known.get(name)
        if kind is None or value is None:
            continue
        if not isinstance(value, kind):
            wrong.append({"type": "type_error", "loc": ["body", name], "msg": "Input should be valid", "input": value})
    return wrong


def info(request: dict, seeds: list[int], size: tuple[int, int], model: str, digest: str, first: int) -> str:
    """What `Processed.js()` says, which is JSON in a string."""
    sampler = request.get("sampler_name") or request.get("sampler_index") or "Euler"
    return json.dumps(
        {
            "prompt": request.get("prompt", ""),
            "all_prompts": [request.get("prompt", "")] * len(seeds),
            "negative_prompt": request.get("negative_prompt", ""),
            "all_negative_prompts": [request.get("negative_prompt", "")] * len(seeds),
            "seed": seeds[0],
            "all_seeds": seeds,
            "subseed": seeds[0] + 1,
            "all_subseeds": [seed + 1 for seed in seeds],
            "subseed_strength": 0,
            "width": size[0],
            "height": size[1],
            "sampler_name": sampler,
            "cfg_scale": request.get("cfg_scale", 7.0),
            "steps": request.get("steps", 50),
            "batch_size": request.get("batch_size", 1),
            "restore_faces": False,
            "face_restoration_model": None,
            "sd_model_name": model.rpartition(".")[0],
            "sd_model_hash": digest,
            "sd_vae_name": None,
            "sd_vae_hash": None,
            "seed_resize_from_w": -1,
            "seed_resize_from_h": -1,
            "denoising_strength": request.get("denoising_strength"),
            "extra_generation_params": {},
            "index_of_first_image": first,
            "infotexts": [f"{request.get('prompt', '')}\nSeed: {seed}" for seed in seeds],
            "styles": [],
            "job_timestamp": time.strftime("%Y%m%d%H%M%S"),
            "clip_skip": 1,
            "is_using_inpainting_conditioning": False,
            "version": "v1.10.1",
        }
    )
