/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a part of the workbook holds, for who is to see some sessions, or the voices of some groups, and no more. */
#pragma once

#include "ear-consent.h"

G_BEGIN_DECLS

/* Those of which ear_consent_judge() is asked, by themselves or by what belongs to them: a condition on a row "n". */
#define EAR_PART_JUDGED "n IN temp.set_judged"

gboolean ear_part_has_kind (EarKind kind);
gboolean ear_part_plan (EarStore *store, const char *sessions, const char *groups, GError **error);
char *ear_part_rows (EarKind kind);
gboolean ear_part_add_reasons (EarStore *store, EarConsent *consent, GError **error);

G_END_DECLS
