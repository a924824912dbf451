/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Stamps: hybrid logical clock values that say when, and by which device, a field got its value. */
#pragma once

#include "ear-id.h"

G_BEGIN_DECLS

/* 48 bits of Unix milliseconds above 16 bits of counter. 0 means: never. */
typedef guint64 EarClock;

#define EAR_CLOCK_COUNTER_BITS 16
/* 2^47 - 1, in the year 6429: a clock then still fits a signed 64-bit column of a table. */
#define EAR_CLOCK_MAX_MS G_GUINT64_CONSTANT (140737488355327)
#define EAR_CLOCK_TEXT_SIZE 32

typedef struct
{
  EarClock clock;
  EarId device;
} EarStamp;

/* What the author of an edit had seen of the edits other devices made to the same field: for each such
 * device the newest clock. Sorted by device, one entry a device, never the author's own. */
typedef struct
{
  guint n;
  EarStamp *stamps;
} EarSeen;

EarClock ear_clock_make (guint64 ms, guint counter);
guint64 ear_clock_ms (EarClock clock);
guint ear_clock_counter (EarClock clock);
EarClock ear_clock_tick (EarClock last, guint64 now_ms);
const char *ear_clock_format (EarClock clock, char text[EAR_CLOCK_TEXT_SIZE]);
gboolean ear_clock_parse (const char *text, EarClock *clock);

int ear_stamp_compare (const EarStamp *a, const EarStamp *b);
gboolean ear_stamp_equal (const EarStamp *a, const EarStamp *b);

void ear_seen_clear (EarSeen *seen);
void ear_seen_copy (EarSeen *to, const EarSeen *from);
void ear_seen_add (EarSeen *seen, const EarStamp *stamp);
void ear_seen_set (EarSeen *seen, const EarStamp *stamps, guint n);
void ear_seen_add_all (EarSeen *seen, const EarSeen *other);
void ear_seen_remove (EarSeen *seen, const EarId *device);
gboolean ear_seen_covers (const EarSeen *seen, const EarStamp *stamp);
gboolean ear_seen_equal (const EarSeen *a, const EarSeen *b);

G_END_DECLS
