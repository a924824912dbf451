/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a bundle may hold. Elements and fields are those of the model's kinds, less what never leaves a laptop, so
 * that there is no second list to keep; here are the names around them and the limits. data/schema/bundle.rnc says
 * the same for others, and tests hold the two together. */
#pragma once

#include "ear-kind.h"
#include "ear-record.h"

G_BEGIN_DECLS

#define EAR_BUNDLE_NAMESPACE_STEM "urn:earshot:bundle:"
#define EAR_BUNDLE_VERSION 1
#define EAR_BUNDLE_NAMESPACE "urn:earshot:bundle:1"

#define EAR_BUNDLE_MAX_BYTES (G_GUINT64_CONSTANT (4) << 30)
#define EAR_BUNDLE_MAX_RECORDS 20000000
#define EAR_BUNDLE_MAX_DEPTH 3 /* bundle, record, field */
#define EAR_BUNDLE_MAX_AUTHORS 10000
/* Joining costs the square of a field's rivals, each time what their authors had seen. */
#define EAR_BUNDLE_MAX_RIVALS 64
#define EAR_BUNDLE_MAX_SEEN 1000
#define EAR_BUNDLE_MAX_ONCE 1000 /* whom a record belonged to before */
#define EAR_BUNDLE_MAX_ONLY 10000

#define EAR_BUNDLE_ONLY_LISTS "lists" /* beside the names of kinds */
#define EAR_BUNDLE_ONLY_CHANGES "changes"

typedef enum
{
  EAR_ELEMENT_FOUND,
  EAR_ELEMENT_UNKNOWN,  /* no such element here */
  EAR_ELEMENT_TOO_LATE, /* it belongs before what was read already */
  EAR_ELEMENT_LOCAL,    /* a field that never leaves a laptop */
} EarElementFound;

EarElementFound ear_bundle_find_kind (const char *name, EarKind from, EarKind *kind);
EarElementFound ear_bundle_find_field (EarKind kind, const char *name, guint from, guint *field);
gboolean ear_bundle_has_field (EarKind kind, guint field);
int ear_bundle_skipped_field (EarKind kind, guint after, guint before);
char *ear_bundle_describe_value (EarKind kind, guint field);

gboolean ear_bundle_parse_number (const char *text, guint *number);
gboolean ear_bundle_parse_clock (const char *text, EarClock *clock);
const EarVersion *ear_bundle_find_seen_rival (const EarField *field);

G_END_DECLS
