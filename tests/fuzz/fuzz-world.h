/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the targets share: one workbook, made once, in which every input is tried in a transaction that is taken back. */
#pragma once

#include "ear-bundle.h"

G_BEGIN_DECLS

int LLVMFuzzerTestOneInput (const guint8 *data, gsize size);

/* The workbook with a transaction begun; fuzz_world_end() takes back whatever was done in it. */
EarStore *fuzz_world_begin (void);
void fuzz_world_end (void);

/* What every refusal must be: an error of a known room, in whole UTF-8, that says that nothing was changed. Where one
 * quotes what the file says, that cannot turn round what comes after it. */
void fuzz_world_check_refusal (const GError *error);
/* What was taken in can be written out, and what was written can be taken in again and changes nothing. */
void fuzz_world_check_round_trip (EarStore *store);

EarXmlSource fuzz_world_source (const guint8 *data, gsize size);
/* A file that is in memory alone and holds the bytes, until the next call. */
const char *fuzz_world_file (const guint8 *data, gsize size);

G_END_DECLS
