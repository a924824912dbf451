/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Whether libxml2 had all the memory that it asked for. Some of its functions only do less where they had not: a name that
 * could not be kept reads as a name that is not well-formed. So its requests are watched, not its answers. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

void ear_xml_memory_begin (void);
gboolean ear_xml_memory_failed (void);

G_END_DECLS
