/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Sealed files under signatures that hold, whose writer meant harm. */
#include <string.h>

#include "growth-files.h"
#include "seal-craft.h"

#define HEAD "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<bundle xmlns=\"urn:earshot:bundle:1\">\n"
#define TAIL "</bundle>\n"
/* Its magic number, a frame of 512 KiB without a size or a checksum. */
#define ZSTD_START "\x28\xb5\x2f\xfd\x00\x48"
#define RAW 0
#define SAME 1

static void
put (GString *text, Craft *craft)
{
  craft_sign (craft);
  g_string_append_len (text, (const char *) craft->file->data, (gssize) craft->file->len);
  craft_free (craft);
}

/* In chunks as they are cut in every file, the last one marked. */
static void
put_frame (GString *text, const guint8 *frame, gsize size)
{
  Craft *craft = craft_new (&CRAFT_HEADER ());

  for (; size > EAR_SEAL_CHUNK_BYTES; frame += EAR_SEAL_CHUNK_BYTES, size -= EAR_SEAL_CHUNK_BYTES)
    craft_chunk (craft, frame, EAR_SEAL_CHUNK_BYTES, CRAFT_MESSAGE);
  craft_chunk (craft, frame, size, CRAFT_FINAL);
  put (text, craft);
}

/* A block of a zstd frame by hand: three bytes that say how long it is, and its bytes; of SAME one that comes so often. */
static void
add_block (GString *frame, guint type, gboolean is_last, const char *bytes, gsize size)
{
  guint32 head = (guint32) (is_last ? 1 : 0) | type << 1 | (guint32) size << 3;
  const char start[] = { (char) head, (char) (head >> 8), (char) (head >> 16) };

  g_string_append_len (frame, start, sizeof start);
  g_string_append_len (frame, bytes, type == SAME ? 1 : (gssize) size);
}

static GString *
frame_new (void)
{
  return g_string_new_len (ZSTD_START, sizeof ZSTD_START - 1);
}

static void
put_blocks (GString *text, GString *frame)
{
  put_frame (text, (const guint8 *) frame->str, frame->len);
  g_string_free (frame, TRUE);
}

static void
recipients (GString *text, guint n)
{
  CraftHeader header = { 1, 1, 0, 0, 0, NULL, NULL, n, 0, 0 };
  Craft *craft = craft_new (&header);

  craft_chunk (craft, "x", 1, CRAFT_FINAL);
  put (text, craft);
}

static void
long_header (GString *text, guint n)
{
  Craft *craft = craft_new (&CRAFT_HEADER (.extra = n));

  craft_chunk (craft, "x", 1, CRAFT_FINAL);
  put (text, craft);
}

static void
effort (GString *text, guint n)
{
  CraftHeader header = { 1, 1, 1, n, n * 1024, "tide", NULL, 0, 0, 0 };
  Craft *craft = craft_new (&header);

  craft_chunk (craft, "x", 1, CRAFT_FINAL);
  put (text, craft);
}

/* No chunk but the last is shorter than all others. */
static void
chunks_of_one (GString *text, guint n)
{
  Craft *craft = craft_new (&CRAFT_HEADER ());

  for (guint i = 0; i < n; i++)
    craft_chunk (craft, "x", 1, i + 1 == n ? CRAFT_FINAL : CRAFT_MESSAGE);
  put (text, craft);
}

/* Blocks of one byte, so that it comes in as many pieces as it may. */
static void
blocks_of_one (GString *text, guint n)
{
  GString *frame = frame_new ();

  add_block (frame, RAW, FALSE, HEAD, strlen (HEAD));
  for (guint i = 0; i < n; i++)
    add_block (frame, RAW, FALSE, " ", 1);
  add_block (frame, RAW, TRUE, TAIL, strlen (TAIL));
  put_blocks (text, frame);
}

/* Nothing comes of them. */
static void
empty_blocks (GString *text, guint n)
{
  GString *frame = frame_new ();

  add_block (frame, RAW, FALSE, HEAD, strlen (HEAD));
  for (guint i = 0; i < n; i++)
    add_block (frame, RAW, FALSE, "", 0);
  add_block (frame, RAW, TRUE, TAIL, strlen (TAIL));
  put_blocks (text, frame);
}

/* Four bytes make thousands: what it costs grows with what is in it, up to a bound (test-seal-hostile.c). */
static void
blanks (GString *text, guint n)
{
  GString *frame = frame_new ();

  add_block (frame, RAW, FALSE, HEAD, strlen (HEAD));
  for (guint i = 0; i < n; i++)
    add_block (frame, SAME, FALSE, " ", 4096);
  add_block (frame, RAW, TRUE, TAIL, strlen (TAIL));
  put_blocks (text, frame);
}

/* Frames that are to be skipped stand before the one that is not. */
static void
skipped_frames (GString *text, guint n)
{
  GString *frames = g_string_new (NULL);

  for (guint i = 0; i < n; i++)
    g_string_append_len (frames, "\x50\x2a\x4d\x18\x00\x00\x00\x00", 8);
  g_string_append_len (frames, ZSTD_START, sizeof ZSTD_START - 1);
  add_block (frames, RAW, TRUE, HEAD TAIL, strlen (HEAD TAIL));
  put_blocks (text, frames);
}

/* After the frame, where nothing may be. */
static void
more_frames (GString *text, guint n)
{
  GString *frames = g_string_new (NULL);

  for (guint i = 0; i < n; i++)
    {
      g_string_append_len (frames, ZSTD_START, sizeof ZSTD_START - 1);
      add_block (frames, RAW, TRUE, HEAD TAIL, strlen (HEAD TAIL));
    }
  put_blocks (text, frames);
}

const GrowthFamily growth_seals[] = {
  { "sealed-recipients", GROWTH_SEALED, 25, FALSE, recipients, "sealed for other laptops" },
  { "sealed-long-header", GROWTH_SEALED, 1000, FALSE, long_header, "header is damaged" },
  { "sealed-effort", GROWTH_SEALED, 1000, FALSE, effort, "passes over" },
  { "sealed-chunks-of-one", GROWTH_SEALED, 2000, FALSE, chunks_of_one, "is damaged" },
  { "sealed-blocks-of-one", GROWTH_SEALED, 2000, TRUE, blocks_of_one },
  { "sealed-empty-blocks", GROWTH_SEALED, 10000, TRUE, empty_blocks },
  { "sealed-blanks", GROWTH_SEALED, 50, TRUE, blanks },
  { "sealed-skipped-frames", GROWTH_SEALED, 5000, FALSE, skipped_frames, "is damaged" },
  { "sealed-more-frames", GROWTH_SEALED, 1000, FALSE, more_frames, "is damaged" },
};
const guint growth_n_seals = G_N_ELEMENTS (growth_seals);
