"""Requests for OpenAI's responses as programs make them, by its own client library and by what is built over it."""

import base64
import io

from openai import OpenAI
from PIL import Image

from support.fakes import openai_images_pictures as pictures
from support.google import LIMIT, Program

WAY = "/v1/responses"
TOOL = {"type": "image_generation", "size": "256x256"}
HOUSE = {"model": "default", "input": "a red house", "tools": [TOOL]}
GREY = "make it black and white"
PICTURE = pictures.png(64, 48)


def client(door: Program, url: str = "", **options: object) -> OpenAI:
    settings = {"base_url": f"{url or door.url}/v1", "api_key": door.key, "max_retries": 0, "timeout": LIMIT}
    return OpenAI(**settings | options)


def data_url(picture: bytes) -> str:
    return "data:image/png;base64," + base64.b64encode(picture).decode()


def shown(picture: bytes) -> dict:
    return {"type": "input_image", "image_url": data_url(picture), "detail": "auto"}


def said(words: str, *more: dict) -> dict:
    return {"role": "user", "content": [{"type": "input_text", "text": words}, *more]}


def opened(text: str) -> Image.Image:
    picture = Image.open(io.BytesIO(base64.b64decode(text, validate=True)))
    picture.load()
    return picture


def job_of(door: Program, id: str) -> dict:
    """The job behind a response."""
    return door.get(f"/api/jobs/{id.replace('resp_', 'job_')}").json()
