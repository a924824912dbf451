/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the files that write OpenDocument share. */
#pragma once

#include "ear-document.h"

G_BEGIN_DECLS

char *ear_odt_styles (const EarDocument *document);
char *ear_odt_meta (const EarDocument *document);
char *ear_odt_manifest (const GPtrArray *pictures);

/* A language tag as the attributes of a style: language and country, for Latin and for complex scripts. */
char *ear_odt_language (const char *tag);

/* A part of the package. */
typedef struct
{
  char *name;
  GBytes *contents;
} EarOdtPart;

void ear_odt_part_free (gpointer part);
void ear_odt_add_part (GPtrArray *parts, const char *name, GBytes *contents);

/* @parts: (element-type EarOdtPart) in the order of the package; after the mimetype, which is added first. */
GBytes *ear_odt_pack (const GPtrArray *parts, GError **error);

G_END_DECLS
