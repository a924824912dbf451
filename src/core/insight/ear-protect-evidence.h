/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Evidence by priority through ear-protect.h. */
#pragma once

#include "ear-protect.h"

G_BEGIN_DECLS

typedef enum
{
  EAR_EVIDENCE_VOICES,
  EAR_EVIDENCE_SESSIONS,
  EAR_EVIDENCE_WORKS,
  EAR_EVIDENCE_DOES_NOT_WORK,
  EAR_EVIDENCE_IDEAS,
  EAR_EVIDENCE_QUESTIONS,
  EAR_EVIDENCE_UNSAID,
  EAR_N_EVIDENCE_FIGURES
} EarEvidenceFigure;

gboolean ear_protect_add_evidence (EarProtect *protect, EarStore *store, const EarId *strategy, GPtrArray *rows, GError **error);
EarShown ear_protect_get_evidence (const EarProtect *protect, const EarEvidenceRow *row, EarEvidenceFigure figure);

G_END_DECLS
