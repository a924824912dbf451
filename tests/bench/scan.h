/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What counting and reports are measured against: one scan of the whole table of voices by the same library, in seconds of the
 * processor. Whatever goes wrong ends the program with what went wrong. */
#pragma once

#include "ear-store.h"

G_BEGIN_DECLS

double bench_processor_seconds (void);
void bench_need (gboolean holds, const GError *error);

/* A workbook whose passphrase is "bench". */
EarStore *bench_open (const char *path);

/* @n: (out) (optional): how many voices there are. Returns: how long it took to read every row, and its words to their end. */
double bench_scan (EarStore *store, gint64 *n);

G_END_DECLS
