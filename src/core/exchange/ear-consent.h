/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What consent lets out of the workbook. Asked at the one door that every export and the digest go through. */
#pragma once

#include "ear-store.h"
#include "ear-terms.h"

G_BEGIN_DECLS

typedef enum
{
  EAR_LEAVE_WHOLE,
  EAR_LEAVE_WITHOUT_WORDS, /* it counts, but what was said stays here */
  EAR_LEAVE_REASON,        /* of a speaker or session: only what may be done with the voices, for those who have one of them;
                            * of a link: only what it connects */
  EAR_LEAVE_BELONGING,     /* only whose it is now, and where, and its permission, from which those who have it see that it may go no
                            * further, or is in no conversation any more that they see */
  EAR_LEAVE_PERMISSION,    /* only that it may go no further, for those who have it */
  EAR_LEAVE_NOT_AT_ALL,
} EarLeave;

/* Of a contribution "x", in SQL: whether more of it may leave than its permission and whose it is, and whether one of these
 * fields was set at another moment than its own stamp says. */
#define EAR_CONSENT_PERMISSION "(SELECT p.permission FROM permissions p WHERE p.n = x.n)"
#define EAR_CONSENT_LEAVES EAR_CONSENT_PERMISSION " <> '" EAR_PERMISSION_INTERNAL "'"
#define EAR_CONSENT_SET_LATER(fields)                                                                                  \
  "EXISTS (SELECT 1 FROM field_versions f WHERE f.record_table = 'contributions' AND f.n = x.n AND f.field IN (" fields ") "       \
  "AND (f.shown = 0 OR f.stamp <> x.stamp OR f.device <> x.device))"

typedef struct _EarConsent EarConsent;

EarConsent *ear_consent_load (EarStore *store, const char *rows, GError **error);
void ear_consent_free (EarConsent *consent);
gboolean ear_consent_add_reasons (EarConsent *consent, EarStore *store, EarKind kind, const char *rows, GError **error);
gboolean ear_consent_add_moved (EarConsent *consent, EarStore *store, const char *rows, GError **error);
EarLeave ear_consent_judge (EarConsent *consent, const EarRecord *record);
gboolean ear_consent_lets_field (EarLeave leave, EarKind kind, guint field);
char *ear_consent_sql (EarKind kind, gboolean few);
char *ear_consent_restricted_sql (void);
char *ear_consent_reasons_sql (EarKind kind, const char *told, const char *kept_back);
char *ear_consent_touched_sql (const char *row, const char *since);
gboolean ear_consent_is_wider (EarConsent *consent, EarConsent *before);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (EarConsent, ear_consent_free)

G_END_DECLS
