/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A strategy as its own plan on a page: statements across the top, pillars as columns, items as cards. */
#pragma once

#include <adwaita.h>

#include "ear-insight.h"

G_BEGIN_DECLS

#define EAR_TYPE_EVIDENCE_BOARD (ear_evidence_board_get_type ())
G_DECLARE_FINAL_TYPE (EarEvidenceBoard, ear_evidence_board, EAR, EVIDENCE_BOARD, AdwBin)

GtkWidget *ear_evidence_board_new (void);
void ear_evidence_board_show (EarEvidenceBoard *board, GPtrArray *rows, gboolean only_gaps);

char *ear_evidence_summarise (GPtrArray *rows);

G_END_DECLS
